import type { Plugin } from '@casewell/core'
import { CaseResolved } from '@casewell/core/events'
import { SurveyAnswered, SurveyInvited } from '@casewell/surveys/events'
import { scoresEvents } from './events.ts'
import type { Dimension } from './fold/place.ts'
import { type ScoresOptions, settingsOf } from './options.ts'
import { announce } from './plugin/announcing.ts'
import { Cells, Claims, EffortCosts, Issues, Progress } from './plugin/collections.ts'
import { fold, folded, isFollowUp } from './plugin/folding.ts'
import { place } from './plugin/placing.ts'
import { rebuild } from './plugin/rebuilding.ts'
import { report, weekScore } from './plugin/reporting.ts'
import { booksOf } from './plugin/stored-books.ts'
import type { PlaceScore, ScoreReport } from './report/score-report.ts'
import { type Period, weekOf } from './week.ts'

/** What `desk.use` hands back. */
export interface ScoresApi {
  /**
   * Everything about one place in one week: one document is read.
   *
   * @param at - any day of the week, `YYYY-MM-DD`; of a person below the floor nothing is shown: null
   */
  week(by: Dimension, of: string, at: string): Promise<PlaceScore | null>
  /** @throws `scores/bad-period` */
  report(how: { readonly period: Period; readonly by?: Dimension; readonly asOf?: Date }): Promise<ScoreReport>
  /**
   * Reads the whole log again and puts right what differs: after rates were changed, or a disk went bad. Nothing is
   * announced again. Resolves to the number of documents that differed: 0, if all was well.
   */
  rebuild(): Promise<{ readonly position: number; readonly differed: number }>
}

/**
 * Scores on a desk: folds answers and cases into accumulators, tells who is at risk, reports.
 *
 * @throws `scores/bad-options`
 * @example
 * ```ts
 * import { testDesk } from '@casewell/core/testing'
 * import { scores } from '@casewell/scores'
 *
 * const { desk } = await testDesk()
 * const api = desk.use(scores({ rates: { default: 40 }, currency: 'EUR' }))
 * await desk.start()
 * const ada = desk.as({ id: 'ada', role: 'agent' })
 * const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
 * await ada.effort.record({ case: id, activity: 'answer', minutes: 15, source: 'declared' })
 * await ada.cases.resolve(id, { code: 'fixed' })
 * await desk.settled()
 * const { overall } = await api.report({ period: { from: '2026-01-05', to: '2026-01-12' } })
 * console.log(overall.costs.perContact.value, overall.resolution.resolved) // 10 1
 * await desk.stop()
 * ```
 */
export function scores(options: ScoresOptions = {}): Plugin<ScoresApi> {
  const settings = settingsOf(options)
  return {
    name: 'scores',
    requires: options.followUp || options.ends ? [surveysPlugin] : [], // costs and resolutions need no answers
    collections: [Cells, Issues, Claims, EffortCosts, Progress],
    events: [...scoresEvents, SurveyInvited, SurveyAnswered],
    setup(desk) {
      desk.subscribe({
        name: 'scores',
        events: folded,
        key: (event) => (isFollowUp(event) ? event.data.to : event.subject),
        async handle(event, work) {
          const isNew = await fold(booksOf(work), event, settings)
          if (isNew && event.type === SurveyAnswered.type) await announce(work, event, settings)
          if (isNew && event.type === CaseResolved.type) await place(desk, work, event.subject, settings)
          const done = (await work.get(Progress, 'log'))?.doc.position ?? 0
          if (event.position > done) work.put(Progress, 'log', { position: event.position })
        },
      })
      return {
        week: (by, of, at) => weekScore(desk, settings, { by, of }, weekOf(Date.parse(at))),
        report: (how) => report(desk, settings, how),
        rebuild: () => rebuild(desk, settings),
      }
    },
  }
}

/** Who tells the answers that extremes are found in. */
const surveysPlugin = { name: 'surveys', package: '@casewell/surveys', use: 'surveys({ … })' }
