import { createHmac } from 'node:crypto'
import type { DeskOptions, Seat } from '@casewell/core'
import { type TestDesk, testDesk } from '@casewell/core/testing'
import type { AccountOptions, ChannelApi } from '../src/index.ts'
import { type Loft, loft, pigeon, type Update, understand } from './pigeon.ts'

/** A started desk with one pigeon account, and its far side. */
export interface PigeonScene extends TestDesk {
  readonly far: Loft
  readonly api: ChannelApi
  readonly ada: Seat
  /** Takes one update in. */
  take(update: Partial<Update>): ReturnType<ChannelApi['accept']>
  /** A signed webhook request. */
  request(updates: readonly unknown[], how?: { secret?: string; at?: number; body?: string }): Request
}

let count = 0

/** An update with every field that a test does not care about. */
export const update = (given: Partial<Update>): Update => ({
  update: `u${++count}`,
  at: '2026-01-05T08:59:00Z',
  user: 'bob',
  text: 'hello',
  ...given,
})

/** Sets the scene. */
export async function pigeonScene(
  options: Partial<DeskOptions> = {},
  account: AccountOptions = {},
): Promise<PigeonScene> {
  const made = await testDesk(options)
  const far = loft()
  const api = made.desk.use(pigeon(far)('home', { secret: 'grain' }, account))
  await made.desk.start()
  return {
    ...made,
    far,
    api,
    ada: made.desk.as({ id: 'ada', role: 'agent' }),
    take: (given) => api.accept([understand(update(given))]),
    request: (updates, how) => signedRequest(updates, { at: made.now(), ...how }),
  }
}

/** A webhook request as pigeon's vendor sends it. */
export function signedRequest(
  updates: readonly unknown[],
  { secret = 'grain', at, body = JSON.stringify(updates) }: { secret?: string; at: number; body?: string },
): Request {
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  return new Request('https://desk.example/hooks/pigeon', {
    method: 'POST',
    headers: { 'x-pigeon-time': String(at), 'x-pigeon-signature': signature },
    body,
  })
}
