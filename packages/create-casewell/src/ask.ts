import type { Readable, Writable } from 'node:stream'
import { intro, multiselect, select, text } from '@clack/prompts'
import type { Arguments } from './arguments.ts'
import { channels, features, type Offer, stores, usual } from './choices.ts'
import { createErrors } from './errors.ts'

/** Where questions are asked. */
export interface Terminal {
  readonly input: Readable
  readonly output: Writable
}

/** Why a folder cannot be taken; undefined if it can. */
export type FaultOf = (folder: string) => string | undefined

/**
 * Asks for what the command line left open.
 *
 * @throws `create-casewell/cancelled`
 */
export async function ask(said: Arguments, terminal: Terminal, faultOf: FaultOf): Promise<Arguments> {
  intro('create casewell', terminal)
  return {
    ...said,
    folder: said.folder ?? (await folderIn(terminal, faultOf)),
    store: said.store ?? (await one('Where is everything kept?', stores, terminal)),
    channels: said.channels ?? (await several('How do customers reach you?', channels, usual.channels, terminal)),
    features: said.features ?? (await several('What else?', features, usual.features, terminal)),
  }
}

async function folderIn(terminal: Terminal, faultOf: FaultOf): Promise<string> {
  const { folder } = usual
  const answer = await text({
    ...terminal,
    message: 'Which folder?',
    placeholder: folder,
    defaultValue: folder,
    validate: (value) => faultOf(value || folder),
  })
  if (typeof answer === 'symbol') throw createErrors.cancelled()
  return answer
}

async function one<Name extends string>(
  message: string,
  offers: readonly Offer<Name>[],
  terminal: Terminal,
): Promise<Name | undefined> {
  const answer = await select<string>({ ...terminal, message, options: shown(offers) })
  if (typeof answer === 'symbol') throw createErrors.cancelled()
  return offers.find(({ name }) => name === answer)?.name
}

async function several<Name extends string>(
  message: string,
  offers: readonly Offer<Name>[],
  initialValues: readonly Name[],
  terminal: Terminal,
): Promise<readonly Name[]> {
  const options = shown(offers)
  const answer = await multiselect<string>({ ...terminal, message, options, initialValues, required: false })
  if (typeof answer === 'symbol') throw createErrors.cancelled()
  return offers.map(({ name }) => name).filter((name) => answer.includes(name))
}

const shown = (offers: readonly Offer<string>[]): { value: string; label: string; hint: string }[] =>
  offers.map(({ name, label, hint }) => ({ value: name, label, hint }))
