import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Deed, Seat } from '../src/index.ts'
import { type Call, calls, type EveryScene, planting } from './every-command.ts'
import { readRoles, roles, rolesTable } from './roles-table.ts'

const file = `${import.meta.dirname}/../../../docs/security.md`
const [begin, end] = [
  '<!-- roles: written by `WRITE_ROLES=1 npm test -- packages/core/test/roles.test.ts` -->\n',
  '\n<!-- end of roles -->',
]
const page = readFileSync(file, 'utf8')
const table = page.slice(page.indexOf(begin) + begin.length, page.indexOf(end))

/** Which command shows that a deed is permitted; those of cases bear their own names. */
const shows: Partial<Record<Deed, string | Call>> = {
  'manage-customers': 'customers.update',
  'merge-customers': 'customers.merge',
  'manage-team': 'agents.put',
  'record-work': 'effort.record',
  'export-data': 'privacy.export',
  'erase-customer': 'privacy.erase',
  vouch: 'verification.vouch',
  absorb: 'cases.merge',
}
const readings: Partial<Record<Deed, (seat: Seat, of: EveryScene) => Promise<unknown>>> = {
  'read-case': (seat, { id }) => seat.cases.get(id),
  'read-notes': (seat, { note }) => seat.cases.message(note),
  'browse-cases': (seat) => seat.cases.list({ view: 'recent' }),
  'read-customers': (seat) => seat.customers.byHandle({ kind: 'email', value: 'bob@example.org' }),
}

/** What is asked before, in the same command: a note is of a case, who absorbs was merged into. */
const earlier: Partial<Record<Deed, readonly Deed[]>> = { 'read-notes': ['read-case'], absorb: ['merge'] }

/** Commands that do more than their deed if they are told everything: here they are told the least. */
const least: Partial<Record<Deed, Call>> = {
  open: ({ bob }) => [{ customer: bob, subject: 's' }],
  resolve: ({ id }) => [id, { code: 'fixed' }],
}

const camel = (deed: string): string => deed.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** Does it, as somebody: true unless the policy stops them. */
async function may(made: EveryScene, deed: Deed, id: string, role: (typeof roles)[number]): Promise<boolean> {
  const seat = made.desk.as({ id, role })
  const reading = readings[deed]
  const [area = '', verb = ''] = String(shows[deed] ?? `cases.${camel(deed)}`).split('.')
  const act = (): Promise<unknown> => {
    if (reading) return reading(seat, made)
    const target = seat[area as keyof Seat] as unknown as Record<string, (...args: unknown[]) => Promise<unknown>> // the table names them
    const args = (least[deed] ?? calls[`${area}.${verb}`])?.(made) ?? []
    return target[verb]?.(...args) ?? Promise.reject(new Error(`nobody can ${area}.${verb}`))
  }
  return act().then(
    () => true,
    (error: { code: string; details: { deed: string } }) => {
      expect(error.code).toBe('core/denied')
      expect([deed, ...(earlier[deed] ?? [])]).toContain(error.details.deed)
      return false
    },
  )
}

describe('who may', () => {
  test('[ACT4] is written in docs/security.md as the policy has it', () => {
    if (process.env['WRITE_ROLES']) {
      writeFileSync(file, page.replace(begin + table + end, begin + rolesTable() + end))
      return
    }
    expect(table).toBe(rolesTable())
  })

  const cells = [...readRoles(table)].flatMap(([deed, row]) =>
    roles.map((role) => [role, deed as Deed, row[role] ?? ''] as const),
  )

  test.each(cells)('[ACT4] %s / %s: the page says %s, and so it is', async (role, deed, said) => {
    const made = await planting()
    const [own, other] = role === 'customer' ? [made.bob, made.eve] : ['ada', 'cy']
    const first = await may(made, deed, role === 'customer' ? other : 'cy', role)
    await made.desk.stop()
    const again = await planting()
    const second = await may(again, deed, own, role)
    await again.desk.stop()
    expect([second, first]).toEqual({ yes: [true, true], own: [true, false], '–': [false, false] }[said])
  })

  test('[ACT4] is said of every deed and every role', () => {
    expect(cells.length).toBeGreaterThan(200)
    expect(cells.filter(([, , said]) => !['yes', 'own', '–'].includes(said))).toEqual([])
  })
})
