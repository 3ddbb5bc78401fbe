import { type Classified, type Classifier, type TrainReport, trainClassifier } from '@casewell/search/classifier'
import type { House } from '../house.ts'
import { type Lessons, lessonOf, readLessons } from './lessons.ts'

/** How links teach which cases are known. */
export interface LearningOptions {
  /** Linked cases without which nothing is learnt. @defaultValue 100 */
  readonly fewest?: number
  /** 0…1: of the cases called known, at least this share is answered by the first article. @defaultValue 0.95 */
  readonly precision?: number
}

/** What was learnt from links, or why nothing was. */
export type Learning =
  | { readonly is: 'ready'; readonly links: number; readonly articles: number; readonly report: TrainReport }
  | {
      readonly is: 'waiting'
      /** `no-promise`: so few examples, or articles so alike, that the promised share cannot be kept. */
      readonly reason: 'off' | 'too-few-links' | 'too-few-articles' | 'no-promise'
      readonly links: number
      readonly articles: number
    }

/** What links say of a case. */
export interface Taught extends Classified {
  /** Articles that were learnt: of others it says nothing. */
  readonly articles: ReadonlySet<string>
}

type Port = Pick<House, 'desk' | 'base' | 'policy'>

/** Two articles and something that is neither: below three, nobody can rehearse what is new. */
const fewestArticles = 3
/** Trained anew when links have changed by this share, but not for fewer than so many. */
const growth = 0.2
const fewestChanges = 10
/** So long after the last change, milliseconds: what belongs together is learnt together. */
const pauseMs = 500

/**
 * Learns from links, in the background and in short steps, which cases are known. It is kept in memory only and made anew
 * at every start: the same links teach the same, and nothing of an erased case lies anywhere.
 */
export class Learner {
  readonly #port: Port
  readonly #options: Required<LearningOptions> | undefined
  readonly #stop = new AbortController()
  #learning: Learning
  #known: { readonly classifier: Classifier; readonly articles: ReadonlySet<string> } | undefined
  #changes = 0
  /** Who forgets while it is learnt makes that training void. */
  #forgotten = 0
  /** What there is was dropped: it is learnt anew, however little has changed. */
  #isStale = false
  #pause: NodeJS.Timeout | undefined
  #training: Promise<void> | undefined

  constructor(port: Port, options: LearningOptions | false = {}) {
    this.#port = port
    this.#options = options === false ? undefined : { fewest: 100, precision: 0.95, ...options }
    const reason = this.#options ? 'too-few-links' : 'off'
    this.#learning = { is: 'waiting', reason, links: 0, articles: 0 }
  }

  /** Begins to learn; whoever starts a desk does not wait for it. */
  start(): void {
    this.#changes = 1
    this.#soon()
  }

  async stop(): Promise<void> {
    clearTimeout(this.#pause)
    this.#stop.abort()
    await this.#training
  }

  /** A link came or went. */
  changed(): void {
    this.#changes++
    if (this.#isDue()) this.#soon()
  }

  /** Words of an article's cases were erased, or it is one no more: what was learnt of it is dropped at once. */
  forget(article: string): void {
    this.#forgotten++
    this.changed()
    if (!this.#known?.articles.has(article)) return
    this.#known = undefined
    this.#isStale = true
    this.#soon()
  }

  /** What a case is about, in its customer's words; undefined as long as links do not teach it. */
  classify(question: string): Taught | undefined {
    if (!this.#known || question.trim() === '') return undefined
    const { classifier, articles } = this.#known
    return { ...classifier.classify(lessonOf(question)), articles }
  }

  /** What all links that are there now teach. */
  async learning(): Promise<Learning> {
    const isUnderWay = (): boolean => this.#training !== undefined || this.#changes > 0
    while (isUnderWay() && this.#options && !this.#stop.signal.aborted) await this.#begin()
    return this.#learning
  }

  #isDue(): boolean {
    return this.#changes >= Math.max(fewestChanges, growth * this.#learning.links)
  }

  #soon(): void {
    if (!this.#options || this.#stop.signal.aborted) return
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => void this.#begin(), pauseMs)
    this.#pause.unref()
  }

  /** One training at a time; what changed meanwhile is learnt after it. */
  #begin(): Promise<void> {
    clearTimeout(this.#pause)
    this.#training ??= this.#train()
      .catch((error: unknown) => {
        if (!this.#stop.signal.aborted) this.#port.desk.report(error)
      })
      .finally(() => {
        this.#training = undefined
        if (this.#isStale || this.#isDue()) this.#soon()
      })
    return this.#training
  }

  async #train(): Promise<void> {
    if (!this.#options || this.#stop.signal.aborted) return
    this.#changes = 0
    this.#isStale = false
    const before = this.#forgotten
    const lessons = await readLessons(this.#port)
    const { examples, articles } = lessons
    const reason = this.#whyNot(lessons)
    const { precision } = this.#options
    const { signal } = this.#stop
    const classifier = reason === undefined ? await trainClassifier(examples, { precision, signal }) : undefined
    const counted = { links: examples.length, articles: articles.size }
    if (before !== this.#forgotten) {
      this.#isStale = true
      return
    }
    if (classifier?.report.known === undefined) {
      this.#known = undefined
      this.#learning = { is: 'waiting', reason: reason ?? 'no-promise', ...counted }
      return
    }
    this.#known = { classifier, articles }
    this.#learning = { is: 'ready', ...counted, report: classifier.report }
  }

  #whyNot({ examples, articles }: Lessons): 'too-few-links' | 'too-few-articles' | undefined {
    if (examples.length < (this.#options?.fewest ?? 0)) return 'too-few-links'
    return articles.size < fewestArticles ? 'too-few-articles' : undefined
  }
}
