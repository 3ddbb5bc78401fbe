import { expect, test } from 'vitest'
import * as z from 'zod'
import { collection, memoryStore, put } from '../src/index.ts'

const boxes = () => collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })

test('two copies of a package that write one document in one commit are named as such', async () => {
  await using host = memoryStore()
  const [one, other] = [boxes(), boxes()]
  const writes = [put(one, 'a', { colour: 'red' }, 'any'), put(other, 'a', { colour: 'blue' }, 'any')]
  await expect(host.tenant('acme').commit({ writes })).rejects.toMatchObject({
    code: 'store/same-name',
    hint: expect.stringContaining('npm ls') as string,
  })
})
