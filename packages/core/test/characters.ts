import type { Seat } from '../src/index.ts'
import { type TestDesk, testDesk } from '../src/testing.ts'

/** A started desk with Ada (an agent), Lea (a lead), Root (an admin), and Bob's first case. */
export interface Scene extends TestDesk {
  readonly ada: Seat
  readonly lea: Seat
  readonly root: Seat
  /** Bob's case: new, with one message. */
  readonly id: string
  readonly reference: string
  readonly bob: string
}

type Options = NonNullable<Parameters<typeof testDesk>[0]>

/** Sets the scene. */
export async function scene(options: Options = {}): Promise<Scene> {
  const made = await testDesk(options)
  await made.desk.start()
  const [ada, lea, root] = [
    made.desk.as({ id: 'ada', role: 'agent' }),
    made.desk.as({ id: 'lea', role: 'lead' }),
    made.desk.as({ id: 'root', role: 'admin' }),
  ]
  const { id, reference } = await ada.cases.open({
    subject: 'No sound',
    from: { email: 'bob@example.org', name: 'Bob' },
    text: 'My radio is mute.',
  })
  return { ...made, ada, lea, root, id, reference, bob: (await ada.cases.get(id)).customer }
}
