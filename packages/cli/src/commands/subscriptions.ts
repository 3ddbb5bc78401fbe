import { Command } from 'commander'
import type { Desktop } from '../desktop.ts'
import { commonOfTenants, type OfTenants } from '../store/options.ts'
import { chosenTenants } from '../store/tenant.ts'

/** `casewell subscriptions` */
export function subscriptionsCommand(desktop: Desktop): Command {
  const command = new Command('subscriptions').description(
    'Shows how far each subscription has come, and how many of its events wait or are dead.',
  )
  return commonOfTenants(command).action((options: OfTenants) => subscriptions(desktop, options))
}

async function subscriptions(desktop: Desktop, options: OfTenants): Promise<void> {
  await desktop.withStore(options, async (host) => {
    const tenants = await chosenTenants(host, options.tenant)
    const health = await host.health({ tenants })
    const rows = health.tenants.flatMap(({ tenant, subscriptions: all }) => all.map((one) => ({ tenant, ...one })))
    desktop.rows(options, rows)
  })
}
