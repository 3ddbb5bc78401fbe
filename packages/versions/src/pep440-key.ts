import { number, tidy, withoutTrailingZeros } from './sortable.ts'

/** A Python version taken apart, all numbers as digits. */
export interface Pep440Parts {
  readonly epoch: string
  readonly release: readonly string[]
  /** Phase and number: `1.0b2` → `['b', '2']`. */
  readonly pre?: readonly [phase: string, digits: string] | undefined
  readonly post?: string | undefined
  readonly dev?: string | undefined
  readonly local?: string | undefined
}

/** Every spelling that PEP 440 normalises, its appendix B in our own order of groups. */
const pattern = new RegExp(
  [
    '^v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)',
    '(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\\d*))?',
    '(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d*))?',
    '(?:[-_.]?(dev)[-_.]?(\\d*))?',
    '(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$',
  ].join(''),
)

/** `undefined` when the text is no version of PEP 440. */
export function parsePep440(version: string): Pep440Parts | undefined {
  const found = pattern.exec((tidy(version) ?? '').toLowerCase())
  if (!found) return undefined
  const [, epoch = '0', release = '', phase, count, dash, post, postCount, dev, devCount, local] = found
  return {
    epoch,
    release: release.split('.'),
    pre: phase === undefined ? undefined : [phase, count || '0'],
    post: dash ?? (post && (postCount || '0')),
    dev: dev && (devCount || '0'),
    local,
  }
}

/** The start of every key of this release, be it alpha, final or post. */
export const releaseKey = (epoch: string, release: readonly string[]): string =>
  [epoch, ...withoutTrailingZeros(release)].map(number).join('')

/** Where the phases of a release begin in the key, `1` alpha … `4` final; `0` is a development release of none of them. */
export const FIRST_PHASE = '0'

/** The part of the key that says alpha, beta, candidate or final. */
export function phaseKey({ pre, post, dev }: Pep440Parts): string {
  if (!pre) return dev !== undefined && post === undefined ? FIRST_PHASE : '4'
  const [phase, digits] = pre
  return (phase.startsWith('a') ? '1' : phase.startsWith('b') ? '2' : '3') + number(digits)
}

/** Numbers after words, and each after nothing. */
const localKey = (local: string): string =>
  local
    .split(/[-_.]/)
    .map((part) => (/^\d+$/.test(part) ? `1${number(part)}` : `0${part}!`))
    .join('')

/** The key. Order: PEP 440, "Summary of permitted suffixes and relative ordering". */
export function pep440Key(parts: Pep440Parts): string {
  const { epoch, release, post, dev, local } = parts
  const postKey = post === undefined ? '0' : `1${number(post)}`
  const devKey = dev === undefined ? '1' : `0${number(dev)}`
  const suffix = local === undefined ? '' : localKey(local)
  return releaseKey(epoch, release) + phaseKey(parts) + postKey + devKey + suffix
}
