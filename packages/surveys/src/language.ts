/**
 * The first of the wanted languages that there is, by lookup: `zh-Hant-TW`, then `zh-Hant`, then `zh`.
 * Source: RFC 4647, section 3.4.
 *
 * @param wanted - BCP 47, best first
 * @example
 * ```ts
 * import { pickLanguage } from '@casewell/surveys'
 *
 * console.log(pickLanguage(['fr-CA', 'de-AT'], ['en', 'de'], 'en')) // de
 * ```
 */
export function pickLanguage(wanted: readonly string[], there: readonly string[], otherwise: string): string {
  const known = new Map(there.map((language) => [language.toLowerCase(), language]))
  for (const range of wanted) {
    const parts = range.trim().toLowerCase().split('-')
    for (let n = parts.length; n > 0; n--) {
      const found = known.get(parts.slice(0, n).join('-'))
      if (found !== undefined) return found
    }
  }
  return otherwise
}

/** The languages of an `Accept-Language` header, best first. Source: RFC 9110, section 12.5.4. */
export function acceptedLanguages(header: string): readonly string[] {
  const ranges = header.split(',').map((item, i) => {
    const [range = '', ...parameters] = item.split(';').map((part) => part.trim())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    return { range, q: quality === undefined ? 1 : Number(quality.slice(2)), i }
  })
  const usable = ranges.filter(({ range, q }) => range !== '' && range !== '*' && q > 0)
  return usable.sort((a, b) => b.q - a.q || a.i - b.i).map(({ range }) => range)
}
