import { lockOf, quotedSchema } from '@casewell/postgres'
import { expect, test } from 'vitest'
import { errors } from './diary.ts'
import { badSchemas } from './server.ts'

test.each(badSchemas)('[NAME1] %j is refused as a schema', (schema) => {
  expect(() => quotedSchema(schema, errors)).toThrow(expect.objectContaining({ code: 'diary/bad-schema' }))
})

test.each(['a', 'diary_2', 'x'.repeat(63)])('[NAME1] %j stands quoted in a statement', (schema) => {
  expect(quotedSchema(schema, errors)).toBe(`"${schema}"`)
})

test('[NAME2] the lock of a name is what it was, and another for another name', () => {
  expect(lockOf('diary', 'ada')).toBe(-4306127729059127890n)
  expect(lockOf('diary', 'adabob')).not.toBe(lockOf('diary', 'ada', 'bob'))
})
