/** One edit in three words of ten: letters left out, doubled, swapped or replaced; words under four letters stay. */
const SHARE = 0.3
const FEWEST_LETTERS = 4
const WORD = new RegExp(`\\p{L}{${FEWEST_LETTERS},}`, 'gu')

/** Numbers that look random and are always the same (linear congruential, Numerical Recipes), 0…1. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Texts as they are typed in a hurry, the same way each time. */
export function misspeller(seed = 7): (text: string) => string {
  const random = chance(seed)
  return (text) => text.replace(WORD, (word) => (random() < SHARE ? slip(word, random) : word))
}

function slip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2))
  const [before, letter, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)]
  const other = String.fromCharCode(97 + Math.floor(random() * 26))
  const slips = [
    () => before + after,
    () => before + other + letter + after,
    () => before + after.slice(0, 1) + letter + after.slice(1),
    () => before + other + after,
  ]
  return slips[Math.floor(random() * slips.length)]?.() ?? word
}
