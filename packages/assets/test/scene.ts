import type { Seat } from '@casewell/core'
import { type TestDesk, testDesk } from '@casewell/core/testing'
import { type AssetsApi, type AssetsSeat, assets } from '../src/index.ts'

/** A started desk with a catalogue of two radios, and Bob, who has a Duo in his kitchen. */
export interface Scene extends TestDesk {
  readonly register: AssetsApi
  readonly ada: Seat
  readonly adaKeeps: AssetsSeat
  readonly leaKeeps: AssetsSeat
  readonly bob: string
  /** Bob's case, without a message yet. */
  readonly id: string
  readonly duo: string
  /** Bob says something on his case; waits until it has been looked at. */
  says(text: string): Promise<void>
}

const setting = { type: 'string', values: ['eu', 'us'], words: ['market'] } as const

export async function scene(): Promise<Scene> {
  const made = await testDesk()
  const register = made.desk.use(assets())
  await made.desk.start()
  const [adaKeeps, leaKeeps] = [register.as({ id: 'ada', role: 'agent' }), register.as({ id: 'lea', role: 'lead' })]
  const base = { vendor: 'Aurora', scheme: 'semver' }
  const settings = {
    region: { ...setting, values: [...setting.values], words: [...setting.words] },
    rooms: { type: 'number' as const, values: [], words: [] },
  }
  await leaKeeps.putProduct('duo', { name: 'Aurora Duo', aliases: ['Duo'], settings, ...base })
  await leaKeeps.putProduct('max', { name: 'Aurora Max', aliases: ['Max'], ...base })
  const ada = made.desk.as({ id: 'ada', role: 'agent' })
  const { id } = await ada.cases.open({
    subject: 'Mute',
    from: { email: 'bob@example.org', name: 'Bob' },
    text: 'Hello!',
  })
  const { customer: bob } = await ada.cases.get(id)
  const duo = await adaKeeps.add({
    customer: bob,
    product: 'duo',
    name: 'Kitchen',
    purpose: 'morning news',
    version: '4.1.0',
  })
  const says = async (text: string) => {
    await ada.cases.receive(id, { text })
    await made.desk.settled()
  }
  return { ...made, register, ada, adaKeeps, leaKeeps, bob, id, duo, says }
}
