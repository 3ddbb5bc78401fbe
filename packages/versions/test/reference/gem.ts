import { byNumber, byPlaces, byText, type Order } from './order.ts'

const segments = (version: string): string[] => version.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? []

/** Zeros at the end, and before the first word, do not count. */
function canonical(version: string): string[] {
  const all = segments(version)
  const word = all.findIndex((part) => /\D/.test(part))
  const head = all.slice(0, word < 0 ? all.length : word)
  const tail = word < 0 ? [] : all.slice(word)
  for (const part of [head, tail]) while (/^0+$/.test(part.at(-1) ?? '')) part.pop()
  return [...head, ...tail]
}

const bySegment: Order = (a, b) => {
  const words = [a, b].map((part) => /\D/.test(part))
  if (words[0] !== words[1]) return words[0] ? -1 : 1
  return words[0] ? byText(a, b) : byNumber(a, b)
}

/** https://docs.ruby-lang.org/en/master/Gem/Version.html: a version that has ended goes on in zeros. */
export const byGem: Order = (a, b) => byPlaces(canonical(a), canonical(b), '0', bySegment)
