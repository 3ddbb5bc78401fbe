import type { Store, StoreHost } from '@casewell/store'
import { cliErrors } from '../errors.ts'

/** The names of all tenants of a store. */
async function tenantsOf(host: StoreHost): Promise<readonly string[]> {
  const found: string[] = []
  for await (const name of host.tenants()) found.push(name)
  return found
}

/**
 * The tenants that were asked for, or all.
 *
 * @throws `cli/no-such-tenant`
 */
export async function chosenTenants(host: StoreHost, wanted?: readonly string[]): Promise<readonly string[]> {
  const found = await tenantsOf(host)
  const missing = wanted?.find((tenant) => !found.includes(tenant))
  if (missing !== undefined) throw cliErrors['no-such-tenant']({ tenant: missing, found })
  return wanted ?? found
}

/**
 * The tenant that was asked for, or the only one.
 *
 * @throws `cli/no-such-tenant`, `cli/which-tenant`
 */
export async function onlyTenant(host: StoreHost, wanted?: string): Promise<{ name: string; store: Store }> {
  const found = await chosenTenants(host, wanted === undefined ? undefined : [wanted])
  const [name] = found
  if (name === undefined || found.length > 1) throw cliErrors['which-tenant']({ found })
  return { name, store: host.tenant(name) }
}
