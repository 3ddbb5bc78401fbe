import { byNumber, byPlaces, byText, first, type Order } from './order.ts'

const END = ''

const byIdentifier: Order = (a, b) => {
  if (a === END || b === END) return (a === END ? 0 : 1) - (b === END ? 0 : 1)
  const numeric = [a, b].map((id) => /^\d+$/.test(id))
  if (numeric[0] && numeric[1]) return byNumber(a, b)
  return first(Number(numeric[1] ?? false) - Number(numeric[0] ?? false), byText(a, b))
}

/** https://semver.org/#spec-item-11 */
export const bySemver: Order = (a, b) => {
  const [left, right] = [a, b].map((version) => {
    const [, numbers = '', pre] = /^([\d.]+)(?:-([^+]*))?/.exec(version) ?? []
    return { numbers: numbers.split('.'), pre }
  })
  if (!left || !right) return 0
  const byRelease = byPlaces(left.numbers, right.numbers, '0', byNumber)
  if (byRelease !== 0 || left.pre === right.pre) return byRelease
  if (left.pre === undefined || right.pre === undefined) return left.pre === undefined ? 1 : -1
  return byPlaces(left.pre.split('.'), right.pre.split('.'), END, byIdentifier)
}
