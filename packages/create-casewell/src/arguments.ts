import { parseArgs } from 'node:util'
import {
  type ChannelName,
  channels,
  type FeatureName,
  features,
  type Offer,
  type StoreName,
  stores,
} from './choices.ts'
import { createErrors } from './errors.ts'

/** What a command line says; what it leaves open is asked, or as usual. */
export interface Arguments {
  readonly folder: string | undefined
  readonly store: StoreName | undefined
  readonly channels: readonly ChannelName[] | undefined
  readonly features: readonly FeatureName[] | undefined
  /** Take the usual for all that was left open. */
  readonly isYes: boolean
  readonly wants: 'project' | 'help' | 'version'
}

const options = {
  store: { type: 'string' },
  channels: { type: 'string' },
  features: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

const namesOf = (offers: readonly Offer<string>[]): string => offers.map(({ name }) => name).join(', ')

/** The page that `--help` prints. */
export const usage = `Makes a support desk of your own: a small TypeScript project with tests that pass.

  npm create casewell [folder] -- [options]

  --store <name>       ${namesOf(stores)}
  --channels <names>   ${namesOf(channels)}; divided by commas, or none
  --features <names>   ${namesOf(features)}; divided by commas, or none
  --yes                take the usual for all that is left open, and ask nothing
  --help, --version    this page, the version
`

/** @throws `create-casewell/not-understood`, `create-casewell/unknown-choice` */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv)
  if (positionals.length > 1)
    throw createErrors['not-understood']({ reason: `there is one folder, not ${positionals.length}.` })
  const { store, yes = false, help = false, version = false } = values
  return {
    folder: positionals[0],
    store: store === undefined ? undefined : oneOf('store', stores, store),
    channels: severalOf('channels', channels, values.channels),
    features: severalOf('features', features, values.features),
    isYes: yes,
    wants: help ? 'help' : version ? 'version' : 'project',
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw createErrors['not-understood']({ reason }, { cause: error })
  }
}

function oneOf<Name extends string>(option: string, offers: readonly Offer<Name>[], given: string): Name {
  const found = offers.find(({ name }) => name === given)
  if (!found) throw createErrors['unknown-choice']({ option, given, known: offers.map(({ name }) => name) })
  return found.name
}

/** Each once, in the order in which they are offered. */
function severalOf<Name extends string>(
  option: string,
  offers: readonly Offer<Name>[],
  given: string | undefined,
): readonly Name[] | undefined {
  if (given === undefined || given === 'none') return given === undefined ? undefined : []
  const wanted = new Set(given.split(',').map((name) => oneOf(option, offers, name.trim())))
  return offers.map(({ name }) => name).filter((name) => wanted.has(name))
}
