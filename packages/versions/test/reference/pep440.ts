import { byNumber, byPlaces, byText, first, type Order } from './order.ts'

interface Version {
  readonly epoch: string
  readonly release: readonly string[]
  readonly phase: number
  readonly count: string
  readonly post: string
  readonly dev: string | undefined
  readonly local: readonly string[]
}

const DEV_ONLY = -1
const FINAL = 3

function read(version: string): Version {
  const [, epoch = '0', release = '', phase, count = '0', post, dev, local = ''] =
    /^(?:(\d+)!)?([\d.]+?)(?:(a|b|rc)(\d+))?(?:\.post(\d+))?(?:\.dev(\d+))?(?:\+(.*))?$/.exec(version) ?? []
  const isDevOnly = phase === undefined && post === undefined && dev !== undefined
  return {
    epoch,
    release: release.split('.'),
    phase: isDevOnly ? DEV_ONLY : phase === undefined ? FINAL : ['a', 'b', 'rc'].indexOf(phase),
    count,
    post: post ?? '-1',
    dev,
    local: local === '' ? [] : local.split('.'),
  }
}

/** Nothing, then words, then numbers. */
const byLocal: Order = (a, b) => {
  const kinds = [a, b].map((part) => (part === '' ? 0 : /^\d+$/.test(part) ? 2 : 1))
  const byKind = (kinds[0] ?? 0) - (kinds[1] ?? 0)
  return byKind !== 0 ? byKind : kinds[0] === 2 ? byNumber(a, b) : byText(a, b)
}

/** https://peps.python.org/pep-0440/#summary-of-permitted-suffixes-and-relative-ordering */
export const byPep440: Order = (a, b) => {
  const [x, y] = [read(a), read(b)]
  return first(
    byNumber(x.epoch, y.epoch),
    byPlaces(x.release, y.release, '0', byNumber),
    x.phase - y.phase,
    byNumber(x.count, y.count),
    byNumber(x.post, y.post),
    Number(x.dev === undefined) - Number(y.dev === undefined),
    byNumber(x.dev ?? '0', y.dev ?? '0'),
    byPlaces(x.local, y.local, '', byLocal),
  )
}
