// Writes or compares docs/errors.md. Started by gates/errors.mjs with TypeScript taken off.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packages } from '../packages.mjs'
import { verdict } from '../verdict.mjs'
import { placeholder } from './placeholder.mjs'

const page = 'docs/errors.md'
const intro = `# Errors

Every error that a Casewell package throws, by its code. \`{…}\` stands for a detail that the message carries; the details
are on the error as data. Branch on the code with \`isCasewellError(error, 'store/conflict')\`, never on the message.
This page is made from the catalogues: \`npm run format\` writes it.
`

const isCatalogue = (value) =>
  typeof value === 'object' && value !== null && Object.values(value).every((maker) => typeof maker === 'function')

/** What one maker makes, or why that cannot be shown: arithmetic on a detail, say, which a name cannot stand for. */
function shown(name, make) {
  try {
    const error = make(placeholder())
    if (!/NaN|undefined|\[object/.test(error.message)) return { error }
    return { fault: `the message of ${error.code} computes: give it the number that it shows (${error.message})` }
  } catch (error) {
    return { fault: `the message of ${name} cannot be shown: ${error.message}` }
  }
}

/** The errors of one package, in the order of its catalogue, and what is wrong with them. */
async function catalogueOf({ name, dir, file = `${dir}/src/errors.ts` }) {
  if (!existsSync(file)) return { name, dir, errors: [], faults: [] }
  const exported = Object.values(await import(pathToFileURL(resolve(file)).href))
  const all = exported
    .filter(isCatalogue)
    .flatMap(Object.entries)
    .map((entry) => shown(...entry))
  const errors = all.flatMap(({ error }) => error ?? [])
  return { name, dir, errors, faults: [...all.flatMap(({ fault }) => fault ?? []), ...faultsOf(name, errors)] }
}

function faultsOf(area, errors) {
  const codes = errors.map(({ code }) => code)
  return [
    ...codes.filter((code) => !code.startsWith(`${area}/`)).map((code) => `${code} is not of the area "${area}"`),
    ...codes.filter((code, i) => codes.indexOf(code) !== i).map((code) => `${code} stands in two catalogues`),
    ...errors.filter(({ hint }) => hint.trim() === '').map(({ code }) => `${code} does not say what to do`),
    ...errors.flatMap(({ code, message, hint }) => [...toneOf(code, message), ...toneOf(code, hint)]),
  ]
}

/** Who reads it at three in the morning wants whole sentences, and neither blame nor begging. */
function toneOf(code, text) {
  if (text.trim() === '') return []
  const [word] = /\b(?:invalid|illegal|please|sorry|oops|unknown error)\b|!(?= |$)/i.exec(text) ?? []
  return [
    ...(word ? [`${code} says "${word}": say what happened, or what to do (${text})`] : []),
    ...(/[.}]$/.test(text) ? [] : [`${code} ends without a full stop: ${text}`]),
    ...(/\ba \{/.test(text) ? [`${code} says "a {…}", which reads badly before a vowel: ${text}`] : []),
  ]
}

const cell = (text) => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')
const row = ({ code, message, hint }) => `| \`${code}\` | ${cell(message)} | ${cell(hint)} |`

function section({ name, errors }) {
  return `\n## ${name}\n\n| Code | Message | What to do |\n|---|---|---|\n${errors.map(row).join('\n')}\n`
}

/** The case model has a door, and a catalogue, of its own inside of core. */
const caseModel = { name: 'case', dir: 'packages/core/src/case', file: 'packages/core/src/case/errors.ts' }

const read = []
for (const pkg of [...packages(), caseModel].toSorted((a, b) => (a.name < b.name ? -1 : 1)))
  read.push(await catalogueOf(pkg))
const areas = read.filter(({ errors }) => errors.length > 0)
const wanted = intro + areas.map(section).join('')
const found = existsSync(page) ? readFileSync(page, 'utf8') : ''
if (process.argv.includes('--write') && found !== wanted) writeFileSync(page, wanted)
const differs = !process.argv.includes('--write') && found !== wanted

/** The lines of one text that the other lacks: enough to see which error is meant. */
const lacking = (text, other) => text.split('\n').filter((line) => !other.split('\n').includes(line))
verdict(
  [
    ...read.flatMap(({ dir, faults }) => faults.map((fault) => `${dir}: ${fault}`)),
    ...(differs ? lacking(wanted, found).map((line) => `${page} lacks: ${line}`) : []),
    ...(differs ? lacking(found, wanted).map((line) => `${page} has, no catalogue says: ${line}`) : []),
    ...(differs ? [`${page} is not what the catalogues say (npm run format mends it)`] : []),
  ],
  `${areas.length} catalogues, ${areas.flatMap(({ errors }) => errors).length} errors, all in ${page}`,
)
