import type { Actor, Plugin, Work } from '@casewell/core'
import { CustomerMerged, MessageReceived, MessageSent, NoteAdded } from '@casewell/core/events'
import { Assets, CaseAssets, Facts, Products } from './asset.ts'
import type { Configuration } from './configuration.ts'
import { configurationOf } from './configure.ts'
import { type Coverage, coverage } from './coverage.ts'
import { assetsErasing } from './erasing.ts'
import { assetEvents } from './events.ts'
import { propose } from './facts/propose.ts'
import { type FactWish, recordOnCase } from './facts/record.ts'
import type { House } from './house.ts'
import { moveAssets } from './merged.ts'
import { productsOf } from './products-of.ts'
import { AssetsSeat } from './seat.ts'

/** What the plugin hands back. */
export interface AssetsApi {
  /** A seat at the register of assets, as somebody. */
  as(actor: Actor): AssetsSeat
  /** What a customer runs, or what a case is about: the one port that knowledge and its neighbours ask. */
  configurationOf(about: { readonly case?: string; readonly customer?: string }): Promise<Configuration>
  /** Which products a case is about: of the assets that it names, or the only one that its customer runs. */
  productsOf(of: string): Promise<readonly string[]>
  /**
   * Records a fact as part of somebody else's unit of work: a finished diagnosis, a closed survey.
   *
   * @throws `assets/no-asset`, `assets/other-customer`
   */
  recordIn(work: Work, actor: Actor, asset: string, wish: FactWish): Promise<void>
  /** How much is known of what customers run. */
  coverage(options?: { readonly freshDays?: number }): Promise<Coverage>
}

/**
 * What each customer runs. What is stated on a case is proposed as a fact instead of being thrown away.
 *
 * @example
 * ```ts
 * import { assets } from '@casewell/assets'
 * import { testDesk } from '@casewell/core/testing'
 *
 * const { desk } = await testDesk()
 * const register = desk.use(assets())
 * await desk.start()
 * const lea = register.as({ id: 'lea', role: 'lead' })
 * await lea.putProduct('duo', { name: 'Aurora Duo', vendor: 'Aurora', scheme: 'semver', aliases: ['Duo'] })
 * const ada = desk.as({ id: 'ada', role: 'agent' })
 * const { id } = await ada.cases.open({ subject: 'Mute', from: { email: 'bob@example.org' } })
 * const { customer } = await ada.cases.get(id)
 * await lea.add({ customer, product: 'Duo', purpose: 'kitchen radio' })
 * await ada.cases.receive(id, { text: 'My Duo runs 4.2.0.', place: { channel: 'desk', account: 'desk', thread: id } })
 * await desk.settled()
 * const [stated] = await lea.proposals()
 * if (stated) await lea.accept(stated.id)
 * console.log((await register.configurationOf({ case: id })).assets.map(({ product, version }) => `${product} ${version}`))
 * // [ 'duo 4.2.0' ]
 * await desk.stop()
 * ```
 */
export function assets(): Plugin<AssetsApi> {
  return {
    name: 'assets',
    collections: [Products, Assets, Facts, CaseAssets],
    events: assetEvents,
    erasing: assetsErasing,
    setup(desk) {
      const house: House = { desk, newId: () => desk.newId() }
      desk.subscribe({
        name: 'assets.propose',
        events: [MessageReceived, MessageSent, NoteAdded],
        from: 'now',
        handle: ({ subject, data }, work) =>
          propose({ house, work, actor: { id: 'assets', role: 'system' } }, subject, data.message),
      })
      desk.subscribe({
        name: 'assets.merged',
        events: [CustomerMerged],
        handle: ({ subject }, work) => moveAssets(work, subject),
      })
      return {
        as: (actor) => new AssetsSeat(house, actor),
        configurationOf: (about) => configurationOf(house, about),
        productsOf: (of) => productsOf(house, of),
        recordIn: async (work, actor, asset, wish) => void (await recordOnCase({ house, work, actor }, asset, wish)),
        coverage: (options) => coverage(house, options),
      }
    },
  }
}
