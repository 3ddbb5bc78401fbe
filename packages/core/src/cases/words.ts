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

/**
 * What an index holds in place of a word: 53 bits that are the same for the same word and tell nothing that could be read.
 * Index pages are copied and moved, and what is erased from one may leave a trace in another.
 */
export function fingerprintOf(word: string): string {
  let [high, low] = [0x9e3779b9, 0x85ebca6b]
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i)
    high = Math.imul(high ^ unit, 0x27d4eb2f)
    low = Math.imul(low ^ unit, 0x165667b1)
  }
  high = Math.imul(high ^ (high >>> 15) ^ low, 0x2c1b3c6d)
  low = Math.imul(low ^ (low >>> 13) ^ high, 0x297a2d39)
  return (((high ^ (high >>> 16)) & 0x1fffff) * 2 ** 32 + ((low ^ (low >>> 14)) >>> 0)).toString(36)
}
