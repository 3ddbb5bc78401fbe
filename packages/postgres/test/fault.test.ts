import { explainer, isLost, placeOf } from '@casewell/postgres'
import pg from 'pg'
import { expect, test } from 'vitest'
import { errors } from './diary.ts'

const place = placeOf({ url: 'postgres://ada@db:5432/diary', schema: 'diary' }, errors)
const explain = explainer(errors, {
  broken: ({ server, reason }) => errors.refused({ server, reason: `broken: ${reason}` }),
  silent: ({ server, reason }) => errors.refused({ server, reason: `silent: ${reason}` }),
})

const said = (code: string, severity = 'ERROR') =>
  Object.assign(new pg.DatabaseError('the server said no', 1, 'error'), { code, severity })
const system = (code: string) => Object.assign(new Error(`connect ${code}`), { code })

/** Appendix A of the Postgres manual, and the class of answer that a person needs. */
test.each([
  ['28P01', 'not-admitted'],
  ['28000', 'not-admitted'],
  ['3D000', 'no-database'],
  ['42501', 'missing-right'],
  ['53100', 'disk-full'],
  ['53300', 'too-many-connections'],
  ['25006', 'read-only'],
  ['57014', 'timed-out'],
  ['55P03', 'timed-out'],
  ['57P03', 'refused'],
  ['42601', 'failed'],
])('[FAULT1] SQLSTATE %s is told as %s', (state, name) => {
  expect(explain(said(state), place)).toMatchObject({ code: `diary/${name}`, hint: expect.stringMatching(/.{20}/) })
})

test.each([
  [system('ECONNREFUSED'), 'refused'],
  [system('ETIMEDOUT'), 'too-slow-to-connect'],
  [new Error('timeout expired'), 'too-slow-to-connect'],
  [new Error('timeout exceeded when trying to connect'), 'too-slow-to-connect'],
  [new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), 'not-admitted'],
  ['no paper', 'failed'],
  [undefined, 'failed'],
])('[FAULT1] %s is told as %s', (error, name) => {
  expect(explain(error, place)).toMatchObject({ code: `diary/${name}` })
})

test.each([
  [system('ECONNRESET'), 'broken: connect ECONNRESET'],
  [said('57P01'), 'broken: the server said no'],
  [new Error('Connection terminated unexpectedly'), 'broken: Connection terminated unexpectedly'],
  [new Error('Query read timeout'), 'silent: Query read timeout'],
])('[FAULT2] %s is told as the package has it', (error, reason) => {
  expect(explain(error, place)).toMatchObject({ details: { server: 'ada@db:5432/diary', reason } })
})

test('[FAULT3] an error of the house is not explained again', () => {
  const error = errors['bad-schema']({ schema: 'Diary' })
  expect(explain(error, place)).toBe(error)
})

test('[FAULT4] every address that was tried is told', () => {
  const tried = new AggregateError([new Error('connect ECONNREFUSED ::1:5432.'), new Error('connect 127.0.0.1:5432.')])
  expect(explain(Object.assign(tried, { code: 'ECONNREFUSED' }), place)).toMatchObject({
    code: 'diary/refused',
    details: { reason: 'connect ECONNREFUSED ::1:5432., connect 127.0.0.1:5432' },
  })
})

test.each([
  ['the connection broke', system('ECONNRESET'), true],
  ['the server is starting', said('57P03', 'FATAL'), true],
  ['the server is going', said('57P01', 'FATAL'), true],
  ['no room for another connection', said('53300', 'FATAL'), true],
  ['a standby that is being promoted', said('25006'), true],
  ['a wrong password', said('28P01', 'FATAL'), false],
  ['no such database', said('3D000', 'FATAL'), false],
  ['a statement that is wrong', said('42601'), false],
  ['an error of the house', errors['bad-schema']({ schema: 'Diary' }), false],
  ['a fault of the program', new TypeError('undefined is not a function'), false],
])('[FAULT5] %s: worth another call? %s', (_, error, isWorthIt) => {
  expect(isLost(error)).toBe(isWorthIt)
})
