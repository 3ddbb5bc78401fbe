import { type Deed, needsOf, policy, type Role } from '../src/index.ts'

export const roles: readonly Role[] = ['customer', 'agent', 'lead', 'admin', 'system']
const said = { yes: 'yes', own: 'own', no: '–' } as const
const deeds = Object.keys(policy) as Deed[] // the policy has one row for each deed

/** The policy as `docs/security.md` shows it. */
export function rolesTable(): string {
  const needs = needsOf(deeds)
  const rows = deeds.map((deed) => {
    const cells = roles.map((role) => said[policy[deed][role]])
    const isTheirs = policy[deed].customer === 'own' || deed === 'read-customers'
    return `| \`${deed}\` | ${cells.join(' | ')} | ${isTheirs ? needs[deed] : ''} |`
  })
  return [`| what | ${roles.join(' | ')} | a customer must be |`, '|---|---|---|---|---|---|---|', ...rows].join('\n')
}

/** What a table in a page says: by deed and role. */
export function readRoles(page: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  return new Map(
    rows.map((row) => {
      const [deed = '', ...cells] = row
        .split('|')
        .slice(1)
        .map((cell) => cell.trim().replaceAll('`', ''))
      return [deed, Object.fromEntries(roles.map((role, i) => [role, cells[i] ?? '']))]
    }),
  )
}
