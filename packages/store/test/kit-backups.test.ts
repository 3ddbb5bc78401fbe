import { describe, test } from 'vitest'
import type { RawSnapshot, StoreDriver, StoreHost } from '../src/index.ts'
import { caught, driving, rewriting } from './caught.ts'

/** What reads whatever there is at the moment. */
const live = (driver: StoreDriver): RawSnapshot => ({
  tenants: () => driver.tenants(),
  head: (tenant) => driver.head(tenant),
  collections: async (tenant) => (await driver.snapshot()).collections(tenant),
  kept: async (tenant, ...page) => (await driver.snapshot()).kept(tenant, ...page),
  log: (tenant, after, limit) => driver.log(tenant, after, limit),
  close: () => {},
})

/** An engine that loads otherwise than it was told. */
const loading = (change: (load: Awaited<ReturnType<StoreDriver['load']>>) => object) =>
  driving((driver) => ({
    load: async () => {
      const load = await driver.load()
      return { ...load, ...change(load) }
    },
  }))

describe('of backups, the kit catches', () => {
  test('[ST74] one that is taken page by page, whatever comes meanwhile', () =>
    caught(
      'ST74',
      driving((driver) => ({ snapshot: () => live(driver) })),
    ))

  test('[ST75] a restore that forgets the rows of indexes', () =>
    caught(
      'ST75',
      loading((load) => ({
        docs: (tenant: string, docs: readonly { entries: unknown }[]) =>
          load.docs(tenant, docs.map((doc) => ({ ...doc, entries: [] })) as never),
      })),
    ))

  test('[ST75] one that gives every document the same version', () =>
    caught(
      'ST75',
      loading((load) => ({
        docs: (tenant: string, docs: readonly object[]) =>
          load.docs(tenant, docs.map((doc) => ({ ...doc, version: 1 })) as never),
      })),
    ))

  test('[ST76] one that counts from the beginning again', () =>
    caught(
      'ST76',
      loading((load) => ({
        publish: (heads: ReadonlyMap<string, { position: number }>) =>
          load.publish(new Map([...heads].map(([name, { position }]) => [name, { commit: 1, position }]))),
      })),
    ))

  test('[ST77] one that forgets tombstones', () =>
    caught(
      'ST77',
      loading((load) => ({
        docs: (tenant: string, docs: readonly { json: string | null }[]) =>
          load.docs(tenant, docs.filter(({ json }) => json !== null) as never),
      })),
    ))

  test('[ST78] one that puts a tenant beside another one of its name', () =>
    caught('ST78', {
      host: (host): StoreHost => ({
        ...host,
        restore: (source, options) => host.restore(source, { ...options, tenants: { acme: 'another' } }),
      }),
    }))

  test('[ST79] one that shows what is not all there', () =>
    caught(
      'ST79',
      driving((driver) => ({
        load: async () => {
          const load = await driver.load()
          const begin = async (tenant: string) => {
            await driver.apply([{ tenant, writes: [], events: [] }])
            return load.begin(tenant)
          }
          return { ...load, begin }
        },
      })),
    ))

  test('[ST80] one that keeps nothing from being swept', () =>
    caught(
      'ST80',
      rewriting((write) => (write.collection === 'casewell.holds' ? undefined : write)),
    ))
})
