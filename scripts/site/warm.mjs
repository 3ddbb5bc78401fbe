// The colouring of code is given half a second a block, and the first block of a language pays for its grammar: on a busy
// machine it would stay half coloured, and so the site would not be the same twice.
import { PageEvent } from 'typedoc'

const samples = {
  typescript:
    "import { a } from 'b'\nexport const c = async (d: string): Promise<void> => { for (const e of [1]) await f(`d`, /g/) } // h\n",
  shellscript: 'npm install a && b --c "d" | e # f\n',
}

const enough = 20

/** Reads a sample until it reads the same twice. */
function warm(plugin, [language, sample]) {
  let before
  for (let i = 0; i < enough; i++) {
    const now = plugin.getHighlighted(sample, language)
    if (now === before) return
    before = now
  }
}

/** Before the first page is written. */
export function warmColours({ renderer }) {
  let isWarm = false
  renderer.on(PageEvent.BEGIN, () => {
    if (isWarm) return
    isWarm = true
    for (const sample of Object.entries(samples)) warm(renderer.markedPlugin, sample)
  })
}
