import { isShouted, type Tokens } from './tokens.ts'
import { degrees, idioms, isNegation } from './vader-words.ts'

/** What a shouted word adds, and by what a negated one is multiplied. */
const SHOUT = 0.733
const NEGATED = -0.74
/** "never so good", "never this good" praise. */
const NEVER_SO = 1.25
/** How much of a modifier is left one, two and three words before the word it modifies. */
const DISTANCE = [1, 0.95, 0.9] as const

type Lexicon = ReadonlyMap<string, number>

/** The feeling of each word in its place: 0 for a word that carries none. */
export function valences(tokens: Tokens, lexicon: Lexicon): number[] {
  return tokens.raw.map((_, at) => valenceAt(at, tokens, lexicon))
}

function valenceAt(at: number, tokens: Tokens, lexicon: Lexicon): number {
  const { lower } = tokens
  const word = lower[at] ?? ''
  if (degrees.has(word) || (word === 'kind' && lower[at + 1] === 'of')) return 0
  const own = lexicon.get(word)
  if (own === undefined) return 0
  let valence = shouted(afterNo(own, at, lower, lexicon), at, tokens)
  for (const [distance, left] of DISTANCE.entries()) {
    const before = at - distance - 1
    if (before < 0 || lexicon.has(lower[before] ?? '')) continue
    valence += left * degreeOf(before, valence, tokens)
    valence = negated(valence, distance, at, lower)
    if (distance === 2) valence = inIdiom(valence, at, lower)
  }
  return afterLeast(valence, at, lower, lexicon)
}

/** "no problem": the `no` gives up its own feeling and turns what follows, up to "no … or problem". */
function afterNo(own: number, at: number, lower: readonly string[], lexicon: Lexicon): number {
  const [back1, back2, back3] = [lower[at - 1], lower[at - 2], lower[at - 3]]
  const listed = back3 === 'no' && (back1 === 'or' || back1 === 'nor')
  if (back1 === 'no' || back2 === 'no' || listed) return own * NEGATED
  const next = lower[at + 1]
  return lower[at] === 'no' && next !== undefined && lexicon.has(next) ? 0 : own
}

function shouted(valence: number, at: number, { raw, hasShouting }: Tokens): number {
  if (!hasShouting || !isShouted(raw[at] ?? '')) return valence
  return valence > 0 ? valence + SHOUT : valence - SHOUT
}

/** What the degree word at this place adds to a valence. */
function degreeOf(at: number, valence: number, { raw, lower, hasShouting }: Tokens): number {
  const degree = degrees.get(lower[at] ?? '')
  if (degree === undefined) return 0
  const towards = valence < 0 ? -degree : degree
  if (!hasShouting || !isShouted(raw[at] ?? '')) return towards
  return valence > 0 ? towards + SHOUT : towards - SHOUT
}

const isSoOrThis = (word: string | undefined): boolean => word === 'so' || word === 'this'

/** The word at this distance before, as a negation. With three words of room, a `so` or `this` next to the word praises. */
function negated(valence: number, distance: number, at: number, lower: readonly string[]): number {
  const back = lower[at - distance - 1]
  const between = lower.slice(Math.max(0, at - distance), at)
  const praised = distance === 2 ? isSoOrThis(between[1]) || (back === 'never' && isSoOrThis(between[0])) : false
  if (praised || (distance === 1 && back === 'never' && isSoOrThis(between[0]))) return valence * NEVER_SO
  if (back === 'without' && between.includes('doubt')) return valence
  return isNegation(back) ? valence * NEGATED : valence
}

/** A phrase around the word that is in the list of idioms takes the word's place; "sort of" before it weakens it. */
function inIdiom(valence: number, at: number, lower: readonly string[]): number {
  const phrase = (from: number, to: number): string => lower.slice(at + from, at + to + 1).join(' ')
  const before = [phrase(-1, 0), phrase(-2, 0), phrase(-2, -1), phrase(-3, -1), phrase(-3, -2)]
  const after = [phrase(0, 1), phrase(0, 2)].filter((_, i) => at + 1 + i < lower.length)
  const found = [before.find((p) => idioms.has(p)) ?? '', ...after].map((p) => idioms.get(p))
  const own = found.reduce<number>((current, idiom) => idiom ?? current, valence)
  const weakened = [phrase(-3, -1), phrase(-3, -2), phrase(-2, -1)].map((p) => degrees.get(p) ?? 0)
  return weakened.reduce((total, degree) => total + degree, own)
}

/** "least helpful" is the opposite of helpful; "at least" and "very least" are not. */
function afterLeast(valence: number, at: number, lower: readonly string[], lexicon: Lexicon): number {
  if (lower[at - 1] !== 'least' || lexicon.has('least')) return valence
  const before = lower[at - 2]
  return before === 'at' || before === 'very' ? valence : valence * NEGATED
}
