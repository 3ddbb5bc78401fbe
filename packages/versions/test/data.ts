import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../../../shared/data/proactive')

/** Are the collections of node-semver, vers and OSV beside the checkout? */
export const there = existsSync(`${root}/SOURCE.txt`)

/** Added to the name of a test that reads them. */
export const needs = there ? '' : ' (needs ../shared/data/proactive)'

export const json = (path: string): unknown => JSON.parse(readFileSync(`${root}/${path}`, 'utf8'))

export const lines = (path: string): unknown[] =>
  readFileSync(`${root}/${path}`, 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))

export const filesIn = (path: string): string[] => readdirSync(`${root}/${path}`).sort()
