import type { Doubt } from '../asset.ts'
import { type Product, type Setting, type SettingType, schemeOf } from '../product.ts'

/** A value as it is kept, and why it is not believed, if it is not. */
export interface Checked {
  readonly value: Setting
  readonly doubt: Doubt | null
}

/**
 * Does a value fit what the catalogue says of the product? Texts that spell a number or a truth value become one. What
 * does not fit is kept all the same, with the doubt: it may be the catalogue that is wrong. Pure.
 *
 * @example
 * ```ts
 * import { checkFact } from '@casewell/assets'
 *
 * const duo = {
 *   name: 'Aurora Duo', vendor: 'Aurora', scheme: 'semver', aliases: [], versions: [], components: [],
 *   settings: { backlight: { type: 'boolean' as const, values: [], words: [] } }, endOfSupport: null,
 * }
 * console.log(checkFact(duo, 'backlight', 'on')) // { value: true, doubt: null }
 * console.log(checkFact(duo, 'version', 'the blue one')) // { value: 'the blue one', doubt: 'unparsable-version' }
 * ```
 */
export function checkFact(product: Product | undefined, key: string, value: Setting): Checked {
  if (!product) return { value, doubt: 'unknown-product' }
  if (key === 'version') return checkVersion(product, value)
  const setting = product.settings[key]
  if (!setting) return { value, doubt: Object.keys(product.settings).length > 0 ? 'unknown-setting' : null }
  return checkSetting(setting, value)
}

function checkVersion(product: Product, value: Setting): Checked {
  const version = String(value).trim()
  return { value: version, doubt: schemeOf(product).key(version) === undefined ? 'unparsable-version' : null }
}

function checkSetting({ type, values }: SettingType, value: Setting): Checked {
  const read = readAs(type, value)
  if (read === undefined) return { value, doubt: 'wrong-type' }
  const isOne = values.length === 0 || values.some((one) => same(one, read))
  return { value: read, doubt: isOne ? null : 'unknown-value' }
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
}

function readAs(type: SettingType['type'], value: Setting): Setting | undefined {
  if (typeof value === type) return value
  if (typeof value !== 'string') return type === 'string' ? String(value) : undefined
  const text = value.trim().toLowerCase()
  if (type === 'boolean') return truths[text]
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
}

/** Texts are the same whatever their capitals. */
export const same = (a: Setting, b: Setting): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b
