import type { Product, Setting } from '../product.ts'

/** Something that a text says of a product. */
export interface Statement {
  /** A product of the catalogue that the text names; null where it names none. */
  readonly product: string | null
  readonly key: string
  readonly value: Setting
}

/** A version behind a `v` or a word that announces one, and a bare one: digits with dots. */
const version =
  /(?:(?<![\p{L}\d.])v|(?<![\p{L}\d])(?:version|firmware|release|build|ver\.?|fw|versión|versione|versão)[\s:=#]*v?|(?:版本|固件|バージョン)[\s:=：]*v?)(\d+(?:\.\d+)*(?:[-+][\w.]*\w)?)|(?<![\p{L}\d.,:/-])(\d+(?:\.\d+){1,3}(?:-[a-z]+(?:[\w.]*\w)?)?)(?![.,:/]?\d|\s?(?:[%€$]|(?:MB|GB|TB|[kMG]?Hz|ms|kg|cm|mm|km|EUR|USD|weeks?|days?|hours?|minutes?|stars?)\b)|[VAW]\b)/giu
/** Four numbers below 256 are an address, three of which the last is a year are a date. */
const noVersion =
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)$/
/** What stands between a product and its version at most, in characters. */
const nearest = 60

/** A product's name in a text. */
interface Mention {
  readonly product: string
  readonly start: number
  readonly end: number
}

/**
 * Versions and settings that a text states, by what the catalogue knows: each belongs to the product that is named
 * nearest to it. A version needs a product nearby, or a word that announces it. Quotes (`> …`) are somebody else's words.
 *
 * @param products - the catalogue, by product id
 * @example
 * ```ts
 * import { statedIn } from '@casewell/assets'
 *
 * const duo = { name: 'Aurora Duo', vendor: 'Aurora', scheme: 'semver', aliases: ['Duo'], versions: [], components: [],
 *   settings: {}, endOfSupport: null }
 * console.log(statedIn('My Duo runs 4.2.1 since Monday', new Map([['duo', duo]])))
 * // [ { product: 'duo', key: 'version', value: '4.2.1' } ]
 * ```
 */
export function statedIn(text: string, products: ReadonlyMap<string, Product>): readonly Statement[] {
  const own = text.replace(/^>.*$/gm, '')
  const mentions = mentionsIn(own, products)
  const statements = [...versionsIn(own, mentions), ...settingsIn(own, products, mentions)]
  return [...new Map(statements.map((one) => [`${one.product}/${one.key}`, one])).values()] // the last word counts
}

/** The longest names first: "Aurora Duo Pro" is no "Aurora Duo". */
function mentionsIn(text: string, products: ReadonlyMap<string, Product>): readonly Mention[] {
  const names = [...products]
    .flatMap(([product, { name, aliases }]) => [name, ...aliases].map((called) => ({ product, called })))
    .filter(({ called }) => called.trim() !== '')
    .sort((a, b) => b.called.length - a.called.length)
  const found: Mention[] = []
  for (const { product, called } of names)
    for (const { index, 0: match } of text.matchAll(nameOf(called))) {
      const mention = { product, start: index, end: index + match.length }
      if (!found.some((other) => mention.start < other.end && other.start < mention.end)) found.push(mention)
    }
  return found
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** Scripts that leave no spaces between words. */
const unspaced = /[\u0e00-\u0e7f\u2e80-\u9fff\uac00-\ud7af]/u
/** Nothing but a whole word, where the script knows whole words. */
const whole = (word: string): string =>
  unspaced.test(word) ? escaped(word) : `(?<![\\p{L}\\p{N}])${escaped(word)}(?![a-z\\p{N}])`
const nameOf = (name: string): RegExp => new RegExp(whole(name), 'giu')

function* versionsIn(text: string, mentions: readonly Mention[]): Iterable<Statement> {
  for (const { index, 0: match, 1: announced, 2: bare } of text.matchAll(version)) {
    const near = nearestTo(mentions, index, index + match.length)
    const value = announced ?? bare
    if (bare !== undefined && noVersion.test(bare)) continue
    if (value !== undefined && (near !== null || (announced !== undefined && mentions.length === 0)))
      yield { product: near, key: 'version', value }
  }
}

function* settingsIn(
  text: string,
  products: ReadonlyMap<string, Product>,
  mentions: readonly Mention[],
): Iterable<Statement> {
  for (const { product, key, word } of settingWords(products))
    for (const { index, 1: value = '' } of text.matchAll(settingOf(word))) {
      const near = nearestTo(mentions, index, index + word.length)
      if (near === product || near === null) yield { product: mentions.length === 0 ? null : product, key, value }
    }
}

const settingWords = (products: ReadonlyMap<string, Product>) =>
  [...products].flatMap(([product, { settings }]) =>
    Object.entries(settings).flatMap(([key, { words }]) => [key, ...words].map((word) => ({ product, key, word }))),
  )

/** `region: eu`, `region = eu`, `region is eu`. */
const settingOf = (word: string): RegExp =>
  new RegExp(`${whole(word)}\\s*(?:[:=：]|\\bis\\b|是|为)\\s*["'“]?([\\p{L}\\p{N}][\\p{L}\\p{N}._-]*)`, 'giu')

/** Whose it is: the product before it, or else behind it, if it is near enough. */
function nearestTo(mentions: readonly Mention[], start: number, end: number): string | null {
  const distance = (mention: Mention): number =>
    mention.end <= start ? start - mention.end : (mention.start - end) * 1.5
  const near = mentions.filter((mention) => distance(mention) <= nearest && distance(mention) >= 0)
  return near.sort((a, b) => distance(a) - distance(b))[0]?.product ?? null
}
