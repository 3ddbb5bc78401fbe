import { type RawCommit, type RawEntry, type RawWrite, type Standing, stretches, TenantDraft } from '@casewell/store'
import { expect, test } from 'vitest'

class Doc {
  standing: Standing | undefined
  take({ kind, entries = [] }: RawWrite, version: number): void {
    this.standing = kind === 'delete' ? undefined : { version, erased: kind === 'erase', entries }
  }
}

class Draft extends TenantDraft<Doc> {
  isReferenced = () => false
  protected newDoc = () => new Doc()
}

const label = (key: string, id: string): RawEntry => ({ space: 'boxes.label', key, id, unique: true })
const boxed = (id: string, key: string): RawWrite => ({
  ...{ kind: 'put', collection: 'boxes', id, expect: 'absent', json: '{}', schema: 1, entries: [label(key, id)] },
})
const commit = (writes: readonly RawWrite[], events = 1): RawCommit => ({
  tenant: 'acme',
  writes,
  events: Array.from({ length: events }, () => ({ subject: 's', json: '{}' })),
})

/** A tenant with seven commits and twenty events, where nobody has the label A. */
function acme(): Draft {
  const draft = new Draft('acme')
  draft.stands(7, 20)
  draft.know('boxes.label', 'A', [])
  return draft
}

test('[DRAFT1] a later commit of a group sees what an earlier one has written, and what it has let go', () => {
  const draft = acme()
  expect(draft.decide(commit([boxed('one', 'A')]))).toEqual({ ok: true, commit: 8, position: 21 })
  expect(draft.decide(commit([boxed('one', 'B')]))).toMatchObject({ ok: false, conflicts: [{ id: 'one', actual: 8 }] })
  expect(draft.decide(commit([boxed('two', 'A')]))).toMatchObject({ ok: false, conflicts: [{ holder: 'one' }] })
  draft.decide(commit([{ kind: 'delete', collection: 'boxes', id: 'one', expect: 8 }]))
  expect(draft.decide(commit([boxed('two', 'A')], 3))).toEqual({ ok: true, commit: 10, position: 23 })
  expect(draft.gone).toEqual([label('A', 'one')])
})

test('[DRAFT2] a commit that conflicts leaves nothing: no number, no event, no document', () => {
  const draft = acme()
  expect(draft.decide(commit([boxed('one', 'A'), { ...boxed('two', 'B'), expect: 3 }]))).toMatchObject({ ok: false })
  expect(draft.isTouched).toBe(false)
  expect([draft.commits, draft.position, draft.events.length]).toEqual([7, 20, 0])
  expect(draft.holder('boxes.label', 'A')).toBeUndefined()
})

test('[DRAFT3] a group is cut before each commit that asks whether anybody refers to something', () => {
  const swept = { ...boxed('b1', 'A'), unreferenced: { space: '$blob', key: 'b1' } }
  const group = [commit([]), commit([]), commit([swept]), commit([]), commit([swept])]
  expect(stretches(group).map(({ length }) => length)).toEqual([2, 2, 1])
  expect(stretches([])).toEqual([])
})
