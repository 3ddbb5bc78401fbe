import { testDesk } from '@casewell/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Article } from '../src/contract/index.ts'
import {
  freshdeskArticles,
  htmlToMarkdown,
  isReadable,
  joinLanguages,
  jsonlArticles,
  markdownArticles,
  markdownToHtml,
  type Read,
  readMarkdown,
  type TextFile,
  writeJsonl,
  writeMarkdown,
  zendeskArticles,
} from '../src/exchange.ts'
import { Articles, knowledge, newArticle, nextRevision } from '../src/index.ts'
import { scene } from './desk.ts'

const at = new Date('2026-01-05T09:00:00Z')
const change = { expected: 0, by: 'agent:ada', at, kind: 'created' } as const

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}
const readable = (reads: readonly Read[]) => reads.filter(isReadable)

/** Texts as they come: with headings, fences, rules, quotes, other scripts, line ends of other systems. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '## Resolution',
        '# Title',
        '```',
        '---',
        '- a: b',
        '',
        '\r',
        '  ',
        '> q',
        '没有声音',
        '"x"',
        "it's",
        '\u0000',
        '😀',
        '| a |',
      ),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 8 },
  )
  .map((lines) => lines.join('\n'))
const title = fc.string({ minLength: 1, maxLength: 30 })

const article = fc
  .record({
    title,
    issue: text,
    environment: text,
    resolution: text,
    cause: text,
    german: text,
    labels: fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }),
  })
  .map(({ german, labels, ...texts }): Article => {
    const draft = newArticle('a1', 'en', texts, {
      labels,
      owner: 'ada',
      appliesTo: { products: [{ product: 'duo', versions: '>=4' }], settings: { beta: [true, 1, 'x'] }, excludes: {} },
    })
    const de = { ...texts, resolution: german, basedOn: 1, isMachine: true }
    return nextRevision(undefined, { ...draft, variants: { ...draft.variants, de } }, change)
  })
const told = ({ revision: _r, created: _c, changed: _ch, externalId: _e, ...rest }: Article) => rest

describe('Markdown', () => {
  test('[MD1] holds a whole article: written and read again it is the same, whatever its texts are', () => {
    fc.assert(
      fc.property(article, (given) => {
        const items = writeMarkdown(given).map((file) => readMarkdown(file))
        expect(joinLanguages(items).draft).toEqual(told(given))
      }),
      { numRuns: 300 },
    )
  })

  test('[MD2] written twice is the same to the letter', () => {
    fc.assert(
      fc.property(article, (given) => {
        const files = writeMarkdown(given)
        const again = joinLanguages(files.map((file) => readMarkdown(file))).draft
        expect(writeMarkdown({ ...given, ...again, id: given.id, externalId: given.externalId })).toEqual(files)
      }),
      { numRuns: 100 },
    )
  })

  test('[MD3] needs nothing but a heading; the parts are headings, code is left alone', () => {
    const text =
      '# No sound\r\n\nMute.\n\n```sh\n## Cause\n```\n\n## Environment\n\nDuo 4.2\n\n## Resolution\n\n1. Lower\n2. Raise\n'
    const { externalId, draft } = readMarkdown({ path: 'radio/no-sound.de.md', text }, 'de')
    expect([externalId, draft.language, draft.state.confidence]).toEqual(['radio/no-sound', 'de', 'validated'])
    expect(draft.variants['de']).toMatchObject({
      title: 'No sound',
      issue: 'Mute.\n\n```sh\n## Cause\n```',
      environment: 'Duo 4.2',
      resolution: '1. Lower\n2. Raise',
      cause: '',
    })
  })

  test('[MD4] files of one article in several languages become one, and a bad file is named', async () => {
    const files: TextFile[] = [
      { path: 'a.de.md', text: '# Kein Ton\n\n## Resolution\n\nNeu starten.' },
      { path: 'a.md', text: '# No sound' },
      { path: 'bad.md', text: '---\nlabels: [x\n---\n# Bad' },
      { path: 'empty.md', text: '' },
      { path: 'wrong.md', text: '---\nlabels: 7\n---\n# Wrong' },
      { path: 'z.md', text: '# Last' },
    ]
    const reads = await all(markdownArticles(files))
    expect(
      readable(reads).map(({ externalId, draft }) => [externalId, draft.language, Object.keys(draft.variants).sort()]),
    ).toEqual([
      ['a', 'en', ['de', 'en']],
      ['z', 'en', ['en']],
    ])
    expect(reads.filter((read) => !isReadable(read)).map(({ from }) => from)).toEqual([
      'bad.md',
      'empty.md',
      'wrong.md',
    ])
  })
})

describe('other formats', () => {
  test('[FORM1] lines of JSON hold a whole article, wherever the pieces end; a bad line is named', async () => {
    const given = nextRevision(undefined, newArticle('a1', 'en', { title: '没有声音\n"x"' }), change)
    const lines = `${writeJsonl(given)}no json\n{"id":"x"}\n${writeJsonl({ ...given, id: 'a2' })}`
    for (const cut of [0, 1, 50, 200, lines.length]) {
      const reads = await all(jsonlArticles([lines.slice(0, cut), lines.slice(cut)]))
      expect(readable(reads).map(({ draft }) => draft.id)).toEqual(['a1', 'a2'])
      expect(reads.filter((read) => !isReadable(read)).map(({ from }) => from)).toEqual(['line 2', 'line 3'])
    }
  })

  test('[FORM2] HTML becomes Markdown: what is read stays, what is run goes', () => {
    const html =
      '<h2>Do <em>this</em></h2><p>Press&nbsp;<b>OK</b>,\n then <a href="https://x.org">look</a>.<br>Done.</p><ul><li>One<ol><li>Two</li></ol></li><li><p>Three</p></li></ul><pre>a  b\n c</pre><script>evil()</script><table><tr><th>K</th><td>V</td></tr></table><img src="a.png" alt="A">'
    expect(htmlToMarkdown(html)).toBe(
      '### Do *this*\n\nPress\u00a0**OK**, then [look](https://x.org).\nDone.\n\n- One\n   1. Two\n- Three\n\n```\na  b\n c\n```\n\n| K | V |\n\n![A](a.png)',
    )
  })

  test('[FORM3] Markdown becomes HTML that is safe to show', () => {
    const html = markdownToHtml('**x** <script>evil()</script> [y](javascript:evil())')
    expect(html).toContain('<strong>x</strong>')
    expect(html).not.toMatch(/<script|href="javascript/)
  })

  test('[FORM4] exports of Zendesk Guide and Freshdesk are read, with language, state and labels', async () => {
    const zendesk = {
      articles: [
        {
          id: 1,
          title: 'No sound',
          body: '<p>Restart.</p>',
          locale: 'en-us',
          draft: false,
          label_names: ['radio'],
          user_segment_id: null,
        },
        { id: 2, title: 'Secret', body: null, locale: 'de', draft: true, user_segment_id: 7 },
        { id: 3, title: '' },
      ],
    }
    const [first, second, third] = await all(zendeskArticles([zendesk]))
    expect(first).toMatchObject({
      externalId: 'zendesk:1',
      draft: {
        language: 'en-US',
        labels: ['radio'],
        state: { confidence: 'validated', audience: 'public' },
        variants: { 'en-US': { title: 'No sound', resolution: 'Restart.' } },
      },
    })
    expect(second).toMatchObject({ draft: { language: 'de', state: { confidence: 'wip', audience: 'customer' } } })
    expect(third).toMatchObject({ from: 'record 3', reason: expect.stringContaining('title') })
    const [draft, bad] = await all(
      freshdeskArticles([
        { id: 9, title: 'Wi-Fi', description: '<b>Off</b>', status: 1, tags: ['net', { name: 'wifi' }] },
        'x',
      ]),
    )
    expect(draft).toMatchObject({
      externalId: 'freshdesk:9',
      draft: { labels: ['net', 'wifi'], state: { confidence: 'wip' }, variants: { en: { resolution: '**Off**' } } },
    })
    expect(bad).toMatchObject({ from: 'record 2' })
  })
})

/** Words that nobody wrote before, and no two of them alike. */
const word = (i: number): string => ((i * 2_654_435_761) % 4_294_967_296).toString(36)

const page = (i: number, words: string): TextFile => ({
  path: `a${String(i).padStart(5, '0')}.md`,
  text: `# ${words}\n\n## Resolution\n\nDo ${words}.`,
})

describe('an import', () => {
  test('[IMP1] reports what was created, updated, left as it is, skipped with the reason, and what is double', async () => {
    const { desk, leaKnows, sound } = await scene()
    const files = [
      page(1, 'Reset the clock'),
      page(2, 'Pair the remote control'),
      { path: 'bad.md', text: '' },
      page(3, 'No sound after the update'),
    ]
    const progress: number[] = []
    const first = await leaKnows.import(markdownArticles(files), { onProgress: (n) => void progress.push(n) })
    expect(first).toMatchObject({
      read: 4,
      created: 3,
      updated: 0,
      unchanged: 0,
      skipped: 1,
      reasons: [{ from: 'bad.md' }],
    })
    expect([first.duplicates.map((d) => d.of), progress], JSON.stringify(first.duplicates)).toEqual([[sound], [4]])
    expect((await leaKnows.search('pair remote')).hits[0]?.title).toBe('Pair the remote control')
    const again = await leaKnows.import(
      markdownArticles([...files.slice(0, 1), page(2, 'Pair the new remote control')]),
    )
    expect(again).toMatchObject({ created: 0, updated: 1, unchanged: 1, skipped: 0 })
    await desk.stop()
  })

  test('[IMP2] that is only tried changes nothing', async () => {
    const { desk, leaKnows } = await scene()
    const before = await desk.read.head()
    expect(await leaKnows.import(markdownArticles([page(1, 'Reset the clock')]), { isDryRun: true })).toMatchObject({
      created: 1,
    })
    expect(await desk.read.head()).toEqual(before)
    await desk.stop()
  })

  test('[IMP3] of 10,000 articles never reads on before what it has read is kept', async () => {
    const { desk, leaKnows } = await scene()
    let [given, kept, furthest] = [0, 0, 0]
    async function* many(): AsyncGenerator<Read> {
      for (let i = 0; i < 10_000; i++) {
        const {
          id: _,
          externalId: __,
          ...draft
        } = newArticle('', 'en', { title: `${word(i)} ${word(i * 7)} ${word(i * 31)}` })
        furthest = Math.max(furthest, ++given - kept)
        yield { from: `${i}`, externalId: `${i}`, draft }
      }
    }
    const report = await leaKnows.import(many(), {
      onProgress: (n) => {
        kept = n
      },
    })
    expect([report.created, furthest]).toEqual([10_000, 50])
    await desk.stop()
  }, 120_000)

  test('[IMP6] keeps out a bad article and no other one, in few commits', async () => {
    const { desk } = await testDesk()
    const leaKnows = desk.use(knowledge()).as({ id: 'lea', role: 'lead' })
    let commits = 0
    desk.use({
      name: 'counting',
      setup: ({ read }) => {
        read.onCommit(({ collections }) => {
          if (collections?.has(Articles.name)) commits++
        })
      },
    })
    await desk.start()
    const article = (i: number): Read => {
      const { id: _, externalId: __, ...draft } = newArticle('', 'en', { title: i === 17 || i === 40 ? '' : word(i) })
      return { from: `${i}.md`, externalId: `${i}`, draft }
    }
    const report = await leaKnows.import(Array.from({ length: 50 }, (_, i) => article(i)))
    expect(report).toMatchObject({ read: 50, created: 48, skipped: 2 })
    expect(report.reasons.map(({ from }) => from)).toEqual(['17.md', '40.md'])
    expect(commits).toBeGreaterThan(0)
    expect(commits).toBeLessThan(13) // two ways down through the halves of 50
    await desk.stop()
  })

  test('[IMP4] takes back what an export gave, in another base, with the same ids', async () => {
    const { desk, leaKnows, sound } = await scene()
    const other = await testDesk()
    const otherKnows = other.desk.use(knowledge()).as({ id: 'lea', role: 'lead' })
    await other.desk.start()
    for (const format of ['markdown', 'jsonl'] as const) {
      const files = await all(leaKnows.export(format))
      const reads =
        format === 'markdown'
          ? markdownArticles([...files].sort((a, b) => (a.path < b.path ? -1 : 1)))
          : jsonlArticles(files.map(({ text }) => text))
      expect(await otherKnows.import(reads)).toMatchObject(
        format === 'markdown' ? { created: 2, skipped: 0 } : { unchanged: 2, skipped: 0 },
      )
    }
    const [here, there] = [await leaKnows.read(sound), await otherKnows.read(sound)]
    expect([there.variants, there.state, there.labels]).toEqual([here.variants, here.state, here.labels])
    await desk.stop()
    await other.desk.stop()
  })

  test('[IMP5] is for those who may write; an export holds what its reader may see', async () => {
    const { desk, kb, adaKnows, ask } = await scene()
    await adaKnows.capture(await ask('Hum', 'It hums.'))
    const bob = kb.as({ id: 'bob', role: 'customer' })
    const { read, skipped, reasons } = await bob.import(markdownArticles([page(1, 'Mine')]))
    expect([read, skipped, reasons[0]?.reason]).toEqual([1, 1, expect.stringContaining('may not')])
    expect((await all(bob.export('html'))).map(({ text }) => text).join()).not.toContain('hums')
    expect((await all(bob.export('html'))).length).toBe(3)
    await desk.stop()
  })
})
