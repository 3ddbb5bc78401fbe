const cjk = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]/u

/** Words by which a text is found: lower case, without marks; scripts without spaces by pairs of characters. */
export function wordsOf(text: string, most: number): readonly string[] {
  const words = new Set<string>()
  for (const run of runsOf(text)) {
    if (words.size >= most) break
    if (cjk.test(run)) for (const pair of pairs(run)) words.add(pair)
    else if (run.length > 1 && run.length <= 40) words.add(run)
  }
  return [...words].slice(0, most)
}

const run = /[\p{L}\p{M}\p{N}_]+/gu
const mixed =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]+|[^\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]+/gu

function* runsOf(text: string): Iterable<string> {
  for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(run)) {
    if (cjk.test(word)) for (const [part] of word.matchAll(mixed)) yield part
    else yield word
  }
}

function pairs(run: string): readonly string[] {
  const chars = Array.from(run)
  return chars.length === 1 ? chars : chars.slice(1).map((char, i) => `${chars[i] ?? ''}${char}`)
}
