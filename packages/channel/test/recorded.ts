import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../../../shared/data/webhooks')

/** Is the shared folder beside the repository? */
export const isThere = existsSync(folder)
export const needs = isThere ? '' : ' (needs ../shared/data/webhooks)'

/** The official examples of signatures. */
export const vectors = <T>(vendor: string): T =>
  (JSON.parse(readFileSync(resolve(folder, 'webhook-signatures/vectors.json'), 'utf8')) as Record<string, T>)[
    vendor
  ] as T // the file has it

/** Webhooks that a vendor has really sent, by their names. */
export const recorded = (file: string): Readonly<Record<string, unknown>> =>
  JSON.parse(
    readFileSync(resolve(folder, 'vercel-chat-replay/packages/integration-tests/fixtures/replay', file), 'utf8'),
  ) as Record<string, unknown>
