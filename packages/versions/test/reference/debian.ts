import { byNumber, byPlaces, first, type Order } from './order.ts'

const weight = (character: string): number => {
  if (character === '~') return -1
  if (character === '') return 0
  return (/[A-Za-z]/.test(character) ? 0 : 256) + character.charCodeAt(0)
}

/** The two parts of each pair: text without digits, and a number. */
const byPair = (a: readonly [string, string], b: readonly [string, string]): number =>
  first(
    byPlaces(a[0].split(''), b[0].split(''), '', (x, y) => weight(x) - weight(y)),
    byNumber(a[1], b[1]),
  )

const pairs = (part: string): (readonly [string, string])[] =>
  [...part.matchAll(/(\D*)(\d*)/g)].map(([, text = '', digits = '']) => [text, digits || '0'])

const byPart: Order = (a, b) => byPlaces(pairs(a), pairs(b), ['', '0'], byPair)

/** https://www.debian.org/doc/debian-policy/ch-controlfields.html#version */
export const byDebian: Order = (a, b) => {
  const [x, y] = [a, b].map((version) => {
    const colon = version.indexOf(':')
    const rest = version.slice(colon + 1)
    const hyphen = rest.lastIndexOf('-')
    const [upstream, revision] = hyphen < 0 ? [rest, '0'] : [rest.slice(0, hyphen), rest.slice(hyphen + 1)]
    return { epoch: colon < 0 ? '0' : version.slice(0, colon), upstream, revision }
  })
  if (!x || !y) return 0
  return first(byNumber(x.epoch, y.epoch), byPart(x.upstream, y.upstream), byPart(x.revision, y.revision))
}
