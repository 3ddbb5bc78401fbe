import { clientOptions, placeOf, sessionSettings } from '@casewell/postgres'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { errors } from './diary.ts'
import { needs, there, unreadable, url } from './server.ts'

afterEach(() => vi.unstubAllEnvs())

test('[PLACE1] what is given stands before DATABASE_URL, and that before the environment of libpq', () => {
  vi.stubEnv('DATABASE_URL', 'postgres://bob@db.example:6000/desk')
  vi.stubEnv('PGHOST', 'far.example')
  vi.stubEnv('PGPORT', '7000')
  vi.stubEnv('PGUSER', 'cy')
  vi.stubEnv('PGDATABASE', 'home')
  const given = { url: 'postgres://ada@near.example:5000/diary', schema: 'diary' }
  expect(placeOf(given, errors).server).toBe('ada@near.example:5000/diary')
  expect(placeOf({ schema: 'diary' }, errors).server).toBe('bob@db.example:6000/desk')
  vi.stubEnv('DATABASE_URL', undefined)
  expect(placeOf({ schema: 'diary' }, errors).server).toBe('cy@far.example:7000/home')
})

test('[PLACE2] a place is told without its password', () => {
  const place = placeOf({ url: 'postgres://ada:s3cret@db.example/diary', schema: 'diary' }, errors)
  expect(place.server).toBe('ada@db.example:5432/diary')
})

test.each(unreadable)('[PLACE3] a URL that cannot be read is refused without repeating it: %s', (ending) => {
  expect(() => placeOf({ url: `postgres://ada:${ending}/db`, schema: 'diary' }, errors)).toThrow(
    expect.objectContaining({ code: 'diary/bad-url', message: expect.not.stringMatching(/s3|cret|12/) }),
  )
})

test.skipIf(!there)(`[PLACE4] a connection has the place's time-outs, and bigint is a number${needs}`, async () => {
  const place = placeOf({ url, schema: 'diary', connectTimeoutMs: 1_234, statementTimeoutMs: 5_678 }, errors)
  const options = clientOptions(place)
  expect(options).toMatchObject({ connectionTimeoutMillis: 1_234, query_timeout: 11_356 })
  const client = new pg.Client(options)
  await client.connect()
  await client.query(sessionSettings(place))
  const { rows } =
    await client.query(`select 9007199254740991::bigint as n, current_setting('statement_timeout') as most,
    current_setting('idle_in_transaction_session_timeout') as idle`)
  await client.end()
  expect(rows).toEqual([{ n: Number.MAX_SAFE_INTEGER, most: '5678ms', idle: '5678ms' }])
})
