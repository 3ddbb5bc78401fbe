/**
 * The Snowball English stemmer (Porter2), release 3.1: `connection`, `connected` and `connecting` become `connect`.
 * Each step cuts or replaces the longest ending it knows; `R1` and `R2` say how deep into the word it may cut.
 *
 * Source: https://snowballstem.org/algorithms/english/stemmer.html
 *
 * @param word - one lower-case word; one of more than 64 letters is none, and stays as it is
 * @example
 * ```ts
 * import { porter2 } from '@casewell/search'
 *
 * console.log(['connection', 'connected', 'connecting'].map(porter2)) // [ 'connect', 'connect', 'connect' ]
 * ```
 */
export function porter2(word: string): string {
  if (word.length < 3 || word.length > longest) return word
  const known = irregular.get(word)
  if (known !== undefined) return known
  const marked = markConsonantY(word.replace(/^'/, ''))
  const regions = regionsOf(marked)
  let stem = pastAndProgressive(plural(marked.replace(/'(?:s'?)?$/, '')), regions)
  stem = stem.replace(/(?<=.[^aeiouy])[yY]$/, 'i')
  stem = replaceEnding(stem, derived, regions.r1)
  stem = replaceEnding(stem, adjectival, regions.r1, regions.r2)
  stem = replaceEnding(stem, latin, regions.r2)
  return finalLetter(stem, regions).replaceAll('Y', 'y')
}

/** Letters. What is longer is a key, a hash, a file in a mail: nothing that has an ending. */
const longest = 64

/** Where the two regions begin, in letters from the start: an ending may only be cut when it lies inside. */
interface Regions {
  readonly r1: number
  readonly r2: number
}

/** Words with a stem of their own, and words that are their own stem. */
const irregular = new Map([
  ...Object.entries({ skis: 'ski', skies: 'sky', idly: 'idl', gently: 'gentl', ugly: 'ugli', early: 'earli' }),
  ...Object.entries({ only: 'onli', singly: 'singl' }),
  ...'sky news howe atlas cosmos bias andes'.split(' ').map((word) => [word, word] as const),
])

/** Beginnings whose first region starts right behind them, so that `general` and `generate` stay apart. */
const sturdy = /^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/

/** A `y` at the start or after a vowel sounds as a consonant; written `Y`, it is one to every rule below. */
const markConsonantY = (word: string): string => word.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y')

function regionsOf(word: string): Regions {
  const behind = /[aeiouy][^aeiouy]/g
  const next = (from: number): number => {
    behind.lastIndex = from
    return behind.test(word) ? behind.lastIndex : word.length
  }
  const r1 = sturdy.exec(word)?.[0].length ?? next(0)
  return { r1, r2: next(r1) }
}

const endsInShortSyllable = (word: string): boolean =>
  /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/.test(word)

function plural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2)
  if (/ie[sd]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1)
  return /[aeiouy].*[^us]s$/.test(word) ? word.slice(0, -1) : word
}

function pastAndProgressive(word: string, { r1 }: Regions): string {
  const [ending] = /(?:eed|ed|ing)(?:ly)?$/.exec(word) ?? ['']
  const before = word.slice(0, word.length - ending.length)
  if (ending === '') return word
  if (ending.startsWith('ee')) return before.length < r1 || /^(?:proc|exc|succ)$/.test(before) ? word : `${before}ee`
  if (ending === 'ing' && /^[^aeiouy]y$/.test(before)) return `${before.slice(0, 1)}ie`
  if (ending === 'ing' && /^(?:inn|out|cann|herr|earr|even)$/.test(before)) return word
  if (!/[aeiouy]/.test(before)) return word
  return mend(before, r1)
}

/** Repairs what cutting `ed` or `ing` left behind: `luxuriat` → `luxuriate`, `hopp` → `hop`, `hop` → `hope`. */
function mend(word: string, r1: number): string {
  if (/(?:at|bl|iz)$/.test(word)) return `${word}e`
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) return /^[aeo]..$/.test(word) ? word : word.slice(0, -1)
  return word.length === r1 && endsInShortSyllable(word) ? `${word}e` : word
}

/** Endings by what replaces them; a rule in a list of its own asks what stands before it, or for the second region. */
interface Ending {
  readonly to: string
  readonly after?: RegExp
  readonly deep?: boolean
}

const endings = (rules: Record<string, string>, special: Record<string, Ending> = {}): Map<string, Ending> =>
  new Map([
    ...Object.entries(rules).flatMap(([to, list]) => list.split(' ').map((from) => [from, { to }] as const)),
    ...Object.entries(special),
  ])

const derived = endings(
  {
    ...{ tion: 'tional', ence: 'enci', ance: 'anci', able: 'abli', ent: 'entli', ize: 'izer ization' },
    ...{ ate: 'ational ation ator', al: 'alism aliti alli', ful: 'fulness fulli', ous: 'ousli ousness' },
    ...{ ive: 'iveness iviti', ble: 'biliti bli', og: 'ogist', less: 'lessli' },
  },
  { ogi: { to: 'og', after: /l$/ }, li: { to: '', after: /[cdeghkmnrt]$/ } },
)

const adjectival = endings(
  { tion: 'tional', ate: 'ational', al: 'alize', ic: 'icate iciti ical', '': 'ful ness' },
  { ative: { to: '', deep: true } },
)

const latin = endings(
  { '': 'al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize' },
  { ion: { to: '', after: /[st]$/ } },
)

const LONGEST_ENDING = 7

function replaceEnding(word: string, rules: Map<string, Ending>, region: number, deepRegion = region): string {
  for (let length = Math.min(LONGEST_ENDING, word.length); length > 0; length--) {
    const rule = rules.get(word.slice(-length))
    if (rule === undefined) continue
    const before = word.slice(0, -length)
    const allowed = before.length >= (rule.deep ? deepRegion : region) && (rule.after?.test(before) ?? true)
    return allowed ? before + rule.to : word
  }
  return word
}

function finalLetter(word: string, { r1, r2 }: Regions): string {
  const before = word.slice(0, -1)
  if (word.endsWith('e') && (before.length >= r2 || (before.length >= r1 && !endsInShortSyllable(before))))
    return before
  return word.endsWith('ll') && before.length >= r2 ? before : word
}
