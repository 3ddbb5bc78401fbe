import { byNumber, byPlaces, byText, first, type Order } from './order.ts'

const END = ''

/** `~` before the end, the end before `^`, that before letters, those before digits. */
const kind = (token: string): number =>
  token === '~' ? -1 : token === END ? 0 : token === '^' ? 1 : /^\d/.test(token) ? 3 : 2

const byToken: Order = (a, b) => {
  if (kind(a) !== kind(b)) return kind(a) - kind(b)
  return kind(a) === 3 ? byNumber(a, b) : byText(a, b)
}

const byPart: Order = (a, b) => {
  const [x, y] = [a, b].map((part): string[] => part.match(/\d+|[A-Za-z]+|~|\^/g) ?? [])
  return byPlaces(x ?? [], y ?? [], END, byToken)
}

/** https://rpm.org/docs/latest/manual/dependencies.html and the rules that its own tests of the comparison state. */
export const byRpm: Order = (a, b) => {
  const [x, y] = [a, b].map((evr) => /^(?:(\d+):)?([^-]*)(?:-(.*))?$/.exec(evr) ?? [])
  return first(
    byNumber(x?.[1] ?? '0', y?.[1] ?? '0'),
    byPart(x?.[2] ?? '', y?.[2] ?? ''),
    byPart(x?.[3] ?? '', y?.[3] ?? ''),
  )
}
