import type { AtHand } from './at-hand.ts'
import type { CommandTable } from './command.ts'
import { harmless } from './terminal.ts'

/** What one does with articles. */
export const knowing = (at: AtHand): CommandTable => ({
  answer: {
    use: 'answer <number>',
    does: "sends a suggested article in the customer's language",
    run: (rest) => answer(at, rest),
  },
  capture: { use: 'capture [title]', does: 'writes an article from the open case', run: (rest) => capture(at, rest) },
  search: { use: 'search <words>', does: 'articles that answer', run: (rest) => search(at, rest) },
})

async function answer(at: AtHand, which: string): Promise<void> {
  const id = at.needOpenAnd(which, 'answer <number>')
  if (id === undefined) return
  const article = at.suggested[Number(which) - 1]
  if (article === undefined) return at.terminal.line(`There is no suggestion ${which}. Type open again to see them.`)
  const { text, language, revision } = await at.help.knows.answer(id, article)
  at.terminal.line(`answered with revision ${revision} of the article, in ${language}:`)
  for (const line of text.split('\n')) at.terminal.line(`  ${line}`)
}

async function capture(at: AtHand, title: string): Promise<void> {
  const id = at.needOpen()
  if (id === undefined) return
  const { article, possibleDuplicates } = await at.help.knows.capture(id, title === '' ? {} : { title })
  at.terminal.line(`captured as work in progress: ${harmless(article.variants[article.language]?.title ?? article.id)}`)
  for (const { title: other, likeness } of possibleDuplicates)
    at.terminal.line(`  may say the same (${Math.round(100 * likeness)} %): ${harmless(other)}`)
}

async function search({ help, terminal }: AtHand, words: string): Promise<void> {
  const { hits, verdict, didYouMean } = await help.knows.search(words)
  terminal.line(`${verdict}${didYouMean === undefined ? '' : `; did you mean: ${harmless(didYouMean)}`}`)
  for (const { title, probability } of hits.slice(0, 5))
    terminal.line(`${String(Math.round(100 * probability)).padStart(7)} %  ${harmless(title)}`)
}
