import { comparatorRange, defineScheme } from './comparator-range.ts'
import { common, type Interval } from './interval.ts'
import type { Scheme } from './scheme.ts'
import { number, tidy } from './sortable.ts'

const pattern = /^\d+(?:\.[0-9a-z]+)*(?:-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i

const isDigits = (part: string): boolean => /^\d/.test(part)
const isZero = (part: string): boolean => /^0+$/.test(part)

/** Numbers and words as they follow each other; a hyphen is `.pre.`, as RubyGems has it. */
function segments(version: string): readonly string[] | undefined {
  const text = tidy(version) ?? ''
  return pattern.test(text) ? (text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? undefined) : undefined
}

/** `1.0.b.0.0` → `1.b`: zeros count neither at the end nor before the first word. */
function canonical(all: readonly string[]): readonly string[] {
  const firstWord = all.findIndex((part) => !isDigits(part))
  const split = firstWord < 0 ? all.length : firstWord
  const trim = (part: readonly string[]) => part.slice(0, part.findLastIndex((p) => !isZero(p)) + 1)
  return [...trim(all.slice(0, split)), ...trim(all.slice(split))]
}

/** Where a version ends and endless zeros begin: after words, before numbers. */
const END = '2'

/**
 * RubyGems compares a version as if it ended in endless zeros. Zeros before a word thus place it below the end, the
 * more of them the nearer to it; zeros before a number are numbers like any other.
 */
function partsKey(parts: readonly string[]): string {
  let key = ''
  for (let at = 0; at < parts.length; at++) {
    const next = parts.findIndex((part, i) => i >= at && !isZero(part))
    const word = parts[next] ?? ''
    if (isDigits(word)) {
      key += number(parts[at] ?? '0')
    } else {
      key += next === at ? `0${word}!` : `1${number(String(next - at))}${word}!`
      at = next
    }
  }
  return key + END
}

function gemKey(version: string): string | undefined {
  const parts = segments(version)
  return parts && partsKey(canonical(parts))
}

/** `~>2.0.8` is `>=2.0.8` and below 2.1 with all its pre-releases. `undefined` for what is no version. */
function pessimistic(version: string): Interval | undefined {
  const from = gemKey(version)
  if (from === undefined) return undefined
  const numbers = /^\d+(?:\.\d+)*/.exec(version)?.[0].split('.') ?? []
  const kept = numbers.length > 1 ? numbers.slice(0, -1) : numbers
  const next = [...kept.slice(0, -1), String(BigInt(kept.at(-1) ?? '0') + 1n)]
  return { from, below: next.map(number).join('') }
}

/**
 * RubyGems' versions: dotted numbers and words, a word making it a pre-release: `1.0.0.rc1` < `1.0.0`. Ranges as
 * comparators with RubyGems' own `~>`.
 * Source: https://docs.ruby-lang.org/en/master/Gem/Version.html
 */
export const gem: Scheme = defineScheme('gem', gemKey, (text) => {
  const [, wave, rest = ''] = /^(?:~>\s*([^\s,]+))?[\s,]*(.*)$/s.exec(text.trim()) ?? []
  const others = comparatorRange(rest, gemKey)
  if (wave === undefined || !others) return others
  const interval = pessimistic(wave)
  return interval && common([[interval], others])
})
