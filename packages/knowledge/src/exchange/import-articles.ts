import { type Actor, actorName } from '@casewell/core'
import { messageOf } from '@casewell/errors'
import type { Article, ArticleDraft } from '../contract/article.ts'
import { type Act, act, demand, type House, madeBy, viewerOf } from '../house.ts'
import { alike } from '../solve/capture.ts'
import { type ExchangeItem, isReadable, type Read } from './item.ts'

/** How articles are taken in. */
export interface ImportOptions {
  /** Says what would happen, and changes nothing. @defaultValue false */
  readonly isDryRun?: boolean
  /** How many new articles are compared with all others for twins; `evolve.duplicates` compares all. @defaultValue 500 */
  readonly compared?: number
  /** Told after every fifty articles, and at the end. */
  readonly onProgress?: (read: number) => void
}

/** What became of what was read. Lists end at a thousand entries, counts do not. */
export interface ImportReport {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: number
  readonly reasons: readonly { readonly from: string; readonly reason: string }[]
  /** New articles that say what others say already, among those that were compared. */
  readonly duplicates: readonly { readonly article: string; readonly of: string; readonly likeness: number }[]
}

/** Articles of one commit. */
const BATCH = 50
const longestList = 1_000
/** New articles that are compared, unless the options say otherwise. */
const usuallyCompared = 500
/** Below it, two articles only have words in common. */
const DUPLICATE = 0.5

type Outcome = 'created' | 'updated' | 'unchanged'

/** Takes in articles one batch after the other: never more than a batch is in memory. */
export async function importArticles(
  house: House,
  actor: Actor,
  items: AsyncIterable<Read> | Iterable<Read>,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const run = new ImportRun(house, actor, options)
  let batch: ExchangeItem[] = []
  for await (const item of items) {
    if (isReadable(item)) batch.push(item)
    else run.skip(item.from, item.reason)
    if (batch.length < BATCH) continue
    await run.take(batch)
    batch = []
  }
  await run.take(batch)
  return run.report()
}

class ImportRun {
  readonly #house: House
  readonly #actor: Actor
  readonly #options: ImportOptions
  readonly #count = { created: 0, updated: 0, unchanged: 0 }
  #skipped = 0
  readonly #reasons: { from: string; reason: string }[] = []
  readonly #created: string[] = []

  constructor(house: House, actor: Actor, options: ImportOptions) {
    this.#house = house
    this.#actor = actor
    this.#options = options
  }

  skip(from: string, reason: string): void {
    this.#skipped++
    if (this.#reasons.length < longestList) this.#reasons.push({ from, reason })
  }

  /** All of a batch in one commit, if that can be. */
  async take(batch: readonly ExchangeItem[]): Promise<void> {
    await this.#takeAll(batch)
    this.#options.onProgress?.(this.#read)
  }

  /** What fails together is tried in halves, so that one bad article keeps no other out and costs few commits. */
  async #takeAll(batch: readonly ExchangeItem[]): Promise<void> {
    const [first] = batch
    if (!first) return
    try {
      this.#add(await this.#commit(batch))
    } catch (error) {
      if (batch.length === 1) return this.skip(first.from, messageOf(error))
      const half = Math.ceil(batch.length / 2)
      await this.#takeAll(batch.slice(0, half))
      await this.#takeAll(batch.slice(half))
    }
  }

  async report(): Promise<ImportReport> {
    const duplicates = await this.#compare()
    return { read: this.#read, ...this.#count, skipped: this.#skipped, reasons: this.#reasons, duplicates }
  }

  get #read(): number {
    const { created, updated, unchanged } = this.#count
    return created + updated + unchanged + this.#skipped
  }

  #commit(batch: readonly ExchangeItem[]): Promise<readonly Taken[]> {
    const { isDryRun = false } = this.#options
    return act(this.#house, this.#actor, async (given) => {
      const taken: Taken[] = []
      for (const item of batch) taken.push(await takeOne(given, item, isDryRun))
      return taken
    })
  }

  #add(taken: readonly Taken[]): void {
    for (const { outcome, article } of taken) {
      this.#count[outcome]++
      if (outcome === 'created' && article && this.#created.length < (this.#options.compared ?? usuallyCompared))
        this.#created.push(article.id)
    }
  }

  /** At the end, when all are there to be found. */
  async #compare(): Promise<ImportReport['duplicates']> {
    const viewer = await viewerOf(this.#house, this.#actor)
    const found: { article: string; of: string; likeness: number }[] = []
    for (const id of this.#created) {
      const article = await this.#house.base.store.get(id, viewer)
      const [nearest] = article ? await alike({ house: this.#house, viewer }, article) : []
      if (nearest && nearest.likeness >= DUPLICATE)
        found.push({ article: id, of: nearest.article, likeness: nearest.likeness })
    }
    return found
  }
}

interface Taken {
  readonly outcome: Outcome
  readonly article: Article | undefined
}

async function takeOne(given: Act, { externalId, draft }: ExchangeItem, isDryRun: boolean): Promise<Taken> {
  const { house, work } = given
  // the same article of the same file gets the same id in every run
  const id = draft.id ?? house.desk.seal('knowledge.import', externalId).slice(0, 20)
  const before = await house.base.get(work, id)
  const whole: ArticleDraft = {
    ...draft,
    id,
    externalId: draft.id === undefined ? externalId : (before?.externalId ?? null),
  }
  demand(given, before ? 'improve' : 'capture', before ?? whole)
  if (before && sameAs(before, whole)) return { outcome: 'unchanged', article: before }
  const outcome = before ? 'updated' : 'created'
  if (isDryRun) return { outcome, article: undefined }
  const change = { ...madeBy(given, before?.revision ?? 0), kind: 'imported', by: actorName(given.actor) } as const
  return { outcome, article: await house.base.put(work, before ? { ...before, ...whole } : whole, change) }
}

/** Says the file what the article says already? Revisions count in each base of their own. */
function sameAs(article: Article, draft: ArticleDraft): boolean {
  return JSON.stringify(told(article)) === JSON.stringify(told(draft))
}

function told({
  language,
  state,
  variants,
  labels,
  appliesTo,
  procedure,
  files,
  owner,
  supersededBy,
}: ArticleDraft): unknown {
  const texts = Object.entries(variants)
    .map(([tag, { basedOn: _, ...text }]) => [tag, Object.entries(text).sort(byName)])
    .sort(byName as never)
  return [language, Object.entries(state).sort(byName), texts, labels, appliesTo, procedure, files, owner, supersededBy]
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0
