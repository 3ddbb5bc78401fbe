import { byNumber, byPlaces, byText, first, type Order } from './order.ts'

const byComponent: Order = (a, b) => {
  if (a === '' || b === '') return Number(a !== '') - Number(b !== '')
  if (!a.startsWith('0') && !b.startsWith('0')) return byNumber(a, b)
  return byText(a.replace(/0+$/, ''), b.replace(/0+$/, ''))
}

const ranks = ['_alpha', '_beta', '_pre', '_rc', '', '_p']

const bySuffix: Order = (a, b) => {
  const [x, y] = [a, b].map((suffix) => /^([_a-z]*)(\d*)$/.exec(suffix) ?? [])
  return first(ranks.indexOf(x?.[1] ?? '') - ranks.indexOf(y?.[1] ?? ''), byNumber(x?.[2] || '0', y?.[2] || '0'))
}

/** https://projects.gentoo.org/pms/8/pms.html#version-comparison */
export const byGentoo: Order = (a, b) => {
  const [x, y] = [a, b].map((version) => {
    const [, number = '', more = '', letter = '', suffixes = '', revision = '0'] =
      /^(\d+)((?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:-r(\d+))?$/.exec(version) ?? []
    return { number, more: more.split('.').slice(1), letter, suffixes: suffixes.match(/_[a-z]+\d*/g) ?? [], revision }
  })
  if (!x || !y) return 0
  return first(
    byNumber(x.number, y.number),
    byPlaces(x.more, y.more, '', byComponent),
    byText(x.letter, y.letter),
    byPlaces<string>(x.suffixes, y.suffixes, '', bySuffix),
    byNumber(x.revision, y.revision),
  )
}
