import { type Choices, channels } from './choices.ts'
import { keep } from './keep.ts'
import { manifest } from './manifest.ts'
import { withSecrets } from './stand-ins.ts'
import { template } from './template.ts'

const everyChannel = listOf(channels.map(({ name }) => name))
const policy = "[{ survey: 'csat', channels }]"

/** The words that decide on a line of the template: what was chosen, and what follows from it. */
function wordsOf({ store, channels, features }: Choices): ReadonlySet<string> {
  const hasInbound = channels.some((name) => name !== 'email')
  const words = new Set<string>([store, ...channels, ...features])
  if (channels.length > 0) words.add('channel')
  if (features.length > 0) words.add('feature')
  if (hasInbound) words.add('inbound')
  if (channels.length > 0 && features.includes('surveys')) words.add('asked')
  words.add(hasInbound || features.includes('scores') ? 'secrets' : 'nosecrets')
  return words
}

/**
 * The files of a project. Pure: the same choices and secrets, the same files.
 *
 * @param given.release - the version of this release
 * @param given.secret - makes a secret that nobody else knows
 * @returns text by path
 * @example
 * ```ts
 * import { project } from 'create-casewell'
 *
 * const choices = { name: 'my-desk', store: 'sqlite', channels: ['email'], features: [] } as const
 * const files = project(choices, { release: '0.1.0', secret: () => 's' })
 * console.log(files.get('src/main.ts')?.includes('sqliteStore')) // true
 * ```
 */
export function project(
  choices: Choices,
  given: { readonly release: string; readonly secret: () => string },
): ReadonlyMap<string, string> {
  const words = wordsOf(choices)
  const files = new Map([['package.json', manifest(choices, given.release)]])
  for (const { path, text } of template) files.set(path, filledIn(keep(text, words), choices))
  files.set('.env', withSecrets(files.get('.env.example') ?? '', given.secret))
  return files
}

/** The places of the template that are neither there nor not. Without a channel, nobody is asked by a policy. */
const filledIn = (text: string, { name, channels }: Choices): string =>
  text
    .replace('# {name}', `# ${name}`)
    .replace(everyChannel, listOf(channels))
    .replace(policy, channels.length > 0 ? policy : '[]')

function listOf(names: readonly string[]): string {
  return `[${names.map((name) => `'${name}'`).join(', ')}]`
}
