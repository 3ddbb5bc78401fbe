import { bracketRange } from './bracket-range.ts'
import { comparatorRange, defineScheme } from './comparator-range.ts'
import { stretch } from './interval.ts'
import type { Scheme } from './scheme.ts'
import { identifiersKey } from './semver-key.ts'
import { number, tidy } from './sortable.ts'

const pattern = /^v?(\d+(?:\.\d+){0,3})(?:-([0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z.-]+)?$/

function nugetKey(version: string): string | undefined {
  const [, release, pre] = pattern.exec(tidy(version)?.toLowerCase() ?? '') ?? []
  if (release === undefined) return undefined
  const numbers = [...release.split('.'), '0', '0', '0'].slice(0, 4).map(number).join('')
  return pre === undefined ? `${numbers}=` : `${numbers}-${identifiersKey(pre)}`
}

/**
 * NuGet's versions: semantic versions with a fourth number, in any case of letters; `1.0` is `1.0.0.0`. Ranges in
 * brackets, `[1.0,2.0)`, or as comparators; a bare `1.0` means 1.0 or later.
 * Source: https://learn.microsoft.com/nuget/concepts/package-versioning
 */
export const nuget: Scheme = defineScheme('nuget', nugetKey, (text) => {
  const bare = nugetKey(text)
  if (bare !== undefined) return [stretch('>=', bare)]
  return /^\s*[<>=!*]/.test(text) ? comparatorRange(text, nugetKey) : bracketRange(text, nugetKey)
})
