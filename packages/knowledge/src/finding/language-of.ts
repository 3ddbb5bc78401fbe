/** Scripts that tell the language, or nearly so. Kana comes before Han: Japanese writes both. */
const scripts: readonly (readonly [language: string, script: RegExp])[] = [
  ['ja', /[\p{scx=Hira}\p{scx=Kana}]/u],
  ['ko', /\p{scx=Hang}/u],
  ['zh', /\p{scx=Han}/u],
  ['th', /\p{scx=Thai}/u],
  ['he', /\p{scx=Hebr}/u],
  ['ar', /\p{scx=Arab}/u],
  ['hi', /\p{scx=Deva}/u],
  ['el', /\p{scx=Grek}/u],
  ['ru', /\p{scx=Cyrl}/u],
]

/** Small words that hardly any other of these languages has. */
const smallWords: Readonly<Record<string, string>> = {
  en: 'the and is my it of with you have not this but after i was does please',
  de: 'der die das und ist nicht ich mit ein eine wir mein nach auf auch wie bitte sie',
  es: 'el los las y es mi con no una por del que pero desde hola gracias muy',
  fr: 'le les et est mon ma avec pas une des je vous dans depuis bonjour ne sur',
  it: 'il lo gli e non mio con una che sono per dopo della grazie ho ciao',
  pt: 'o os e não meu minha com uma que em depois obrigado isso foi você',
  nl: 'het een en is niet mijn met ik na maar naar van wij bedankt geen',
  pl: 'i nie jest to się na do mój po ale dzień jak proszę mam',
  tr: 've bir bu değil ama için ben sonra çok nasıl lütfen',
}
const sets = Object.entries(smallWords).map(([language, words]) => [language, new Set(words.split(' '))] as const)

/**
 * The language of a text, by its script or its small words; undefined if neither tells. A hint for choosing a language
 * variant, not for anything that may not go wrong.
 *
 * @example
 * ```ts
 * import { languageOf } from '@casewell/knowledge'
 *
 * console.log(languageOf('Das Radio ist nach dem Update stumm'), languageOf('升级后没有声音'), languageOf('E42')) // de zh undefined
 * ```
 */
export function languageOf(text: string): string | undefined {
  const letters = text.match(/\p{L}/gu) ?? []
  for (const [language, script] of scripts) {
    const count = letters.filter((letter) => script.test(letter)).length
    if (count > 0 && count >= letters.length * (language === 'ja' ? 0.05 : 0.2)) return language
  }
  return bySmallWords(text)
}

function bySmallWords(text: string): string | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const [best, second] = sets
    .map(([language, small]) => ({ language, count: words.filter((word) => small.has(word)).length }))
    .sort((a, b) => b.count - a.count)
  return best && best.count > (second?.count ?? 0) ? best.language : undefined
}
