import { conform, type StoreHarness, storeRules } from '@casewell/store/conformance'
import { describe, test } from 'vitest'
import { type PostgresOptions, postgresStore } from '../src/index.ts'
import { asOwner, needs, newSchema, there, url } from './database.ts'

/** One schema a rule, several hosts on it, one clock for all of them. */
async function openHarness(): Promise<StoreHarness> {
  const schema = newSchema()
  let shift = 0
  const options: PostgresOptions = { url, schema, pollMs: 50, durable: false, now: () => Date.now() + shift }
  const hosts = [postgresStore(options)]
  const another = async () => {
    const host = postgresStore(options)
    hosts.push(host)
    return host
  }
  const [host] = hosts
  if (!host) throw new Error('no host')
  return {
    host,
    another,
    async reopen() {
      for (const open of hosts) await open.close()
      return another()
    },
    shiftClock(ms) {
      shift += ms
    },
    damage: (tenant, blob) =>
      asOwner(async (client) => {
        const text = `update ${schema}.blob_parts p set bytes = bytes || 'x'::bytea from ${schema}.blobs b
          where b.content = p.content and b.tenant = $1 and b.blob = $2`
        await client.query(text, [tenant, blob])
      }),
    async close() {
      for (const open of hosts) await open.close()
      await asOwner(async (client) => void (await client.query(`drop schema if exists ${schema} cascade`)))
    },
  }
}

describe('Postgres keeps the contract of a store:', () => {
  const run = test.skipIf(!there)
  conform((name, check) => run(`${name}${needs}`, check, 120_000), storeRules, openHarness)
})
