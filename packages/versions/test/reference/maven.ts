import { byNumber, byPlaces, byText, first, type Order } from './order.ts'

/** `-` and a number, `.` and a number, or a qualifier, which is the same with either. */
interface Token {
  readonly hyphen: boolean
  readonly text: string
}

const END: Token = { hyphen: false, text: 'end' }
const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']
const names: Readonly<Record<string, string>> = { ga: '', final: '', release: '', cr: 'rc' }
const short: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' }

const isNumber = ({ text }: Token): boolean => /^\d+$/.test(text)
const isNull = ({ text }: Token): boolean => text === '' || /^0+$/.test(text)

function read(version: string): Token[] {
  const long = version.toLowerCase().replace(/(?<![a-z])[abm](?=\d)/g, (letter) => short[letter] ?? letter)
  const parts = long.replace(/(\d)(?=[a-z])|([a-z])(?=\d)/g, '$&-').split(/([.-])/)
  const all = parts.flatMap((part, at): Token[] =>
    at % 2 === 1 ? [] : [{ hyphen: parts[at - 1] === '-', text: part === '' ? '0' : (names[part] ?? part) }],
  )
  const kept: Token[] = []
  const trim = () => {
    while (kept.length > 0 && isNull(kept.at(-1) ?? END)) kept.pop()
  }
  for (const token of all) {
    const rank = qualifiers.indexOf(token.text)
    if (token.hyphen || (rank >= 0 && rank < qualifiers.indexOf(''))) trim()
    kept.push(token)
  }
  trim()
  return kept
}

/** Known qualifiers by their place in the list, others after `sp`. */
const rank = (text: string): number => (qualifiers.includes(text) ? qualifiers.indexOf(text) : qualifiers.length)

const byToken = (a: Token, b: Token): number => {
  const [x, y] = [a, b].map((t) => (t === END ? { hyphen: true, text: '' } : t))
  if (!x || !y) return 0
  const kinds = [x, y].map((t) => (isNumber(t) ? (t.hyphen ? 1 : 2) : 0))
  const byKind = (kinds[0] ?? 0) - (kinds[1] ?? 0)
  if (byKind !== 0) return byKind
  return kinds[0] === 0 ? first(rank(x.text) - rank(y.text), byText(x.text, y.text)) : byNumber(x.text, y.text)
}

/** https://maven.apache.org/pom.html#version-order-specification */
export const byMaven: Order = (a, b) => byPlaces(read(a), read(b), END, byToken)
