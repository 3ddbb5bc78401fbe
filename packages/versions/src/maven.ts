import { bracketRange } from './bracket-range.ts'
import { comparatorRange, defineScheme } from './comparator-range.ts'
import type { Scheme } from './scheme.ts'
import { isWord, number, tidy } from './sortable.ts'

/** One token: what stands before it, `.` or `-`, and digits or a qualifier. */
interface Token {
  readonly separator: string
  readonly text: string
}

/** Where a version ends: after its snapshots, before its service packs. */
const END = '5'

const ranks: ReadonlyMap<string, string> = new Map([
  ['alpha', '0'],
  ['beta', '1'],
  ['milestone', '2'],
  ['rc', '3'],
  ['cr', '3'],
  ['snapshot', '4'],
  ['ga', END],
  ['final', END],
  ['release', END],
  ['sp', '6'],
])
const shorthands: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
])

const isDigits = (text: string): boolean => /^\d/.test(text)
const isNull = ({ text }: Token): boolean => /^0+$/.test(text) || ranks.get(text) === END

/** A change between digits and letters is a hyphen; an empty token is a zero; `a`, `b` and `m` before a digit are short. */
function tokens(version: string): readonly Token[] {
  const found: Token[] = []
  for (const [, separator = '', token = ''] of version.matchAll(/(^|[.\-_])([^.\-_]*)/g)) {
    const parts = token.match(/\d+|\D+/g) ?? ['0']
    parts.forEach((part, at) => {
      const isShort = parts[at + 1] !== undefined
      found.push({
        separator: at > 0 ? '-' : separator.replace('_', '-'),
        text: (isShort && shorthands.get(part)) || part,
      })
    })
  }
  return found
}

const isBeforeRelease = ({ text }: Token): boolean => (ranks.get(text) ?? END) < END

/**
 * Trailing nulls mean nothing: at the end, before each hyphen, and, as since Maven 3.8, before `.rc` and its like
 * (`1.0.rc1` would otherwise go in circles with `1` and `1-1`).
 */
function trimmed(all: readonly Token[]): readonly Token[] {
  const kept: Token[] = []
  const trim = () => {
    for (let last = kept.at(-1); last && isNull(last); last = kept.at(-1)) kept.pop()
  }
  for (const token of all) {
    if (token.separator === '-' || isBeforeRelease(token)) trim()
    kept.push(token)
  }
  trim()
  return kept
}

function tokenKey({ separator, text }: Token): string {
  if (isDigits(text)) return (separator === '-' ? '8' : '9') + number(text)
  return ranks.get(text) ?? `7${text}!`
}

/** Maven's versions. Order: https://maven.apache.org/pom.html#version-order-specification */
function mavenKey(version: string): string | undefined {
  const text = tidy(version)?.toLowerCase()
  if (text === undefined || !isWord(text) || /[[\](),]/.test(text)) return undefined
  return trimmed(tokens(text)).map(tokenKey).join('') + END
}

/**
 * Maven's versions: `1.0-alpha-1` < `1.0-SNAPSHOT` < `1.0` < `1.0-sp1` < `1.0.1`. Ranges in brackets, `[1.0,2.0)`,
 * `(,1.0],[1.2,)`, or as comparators. A bare `1.0` is a wish in Maven, not a range, and is not read as one.
 */
export const maven: Scheme = defineScheme('maven', mavenKey, (text) =>
  /^\s*[<>=!*]/.test(text) ? comparatorRange(text, mavenKey) : bracketRange(text, mavenKey),
)
