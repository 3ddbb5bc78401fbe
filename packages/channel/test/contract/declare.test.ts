import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { StandardSchema } from '../../src/contract/index.ts'
import { defineChannel, type Sent } from '../../src/index.ts'

const base = { id: 'liar', config: z.object({ token: z.string() }) }
const sent = async (): Promise<Sent> => ({ sent: ['1'] })
const nothing = async (): Promise<void> => {}

describe('a channel that declares what it cannot do', () => {
  test('[CON2] does not compile without the method that the capability demands', () => {
    // @ts-expect-error edit demands edit()
    defineChannel({ ...base, can: { edit: true }, send: sent })
    // @ts-expect-error delete demands delete()
    defineChannel({ ...base, can: { delete: true }, send: sent })
    // @ts-expect-error react demands react()
    defineChannel({ ...base, can: { react: true }, send: sent })
    // @ts-expect-error typing demands typing()
    defineChannel({ ...base, can: { typing: true } })
    // @ts-expect-error read demands read()
    defineChannel({ ...base, can: { read: true } })
    // @ts-expect-error files that come in demand file()
    defineChannel({ ...base, can: { files: 'in' } })
    // @ts-expect-error files both ways demand file()
    defineChannel({ ...base, can: { files: 'both' }, send: sent })
    // @ts-expect-error writing first demands threadFor()
    defineChannel({ ...base, can: { proactive: true }, send: sent })
    expect(true).toBe(true) // the compiler is the judge here: `tsc` fails if one of these lines compiles
  })

  test('[CON2] does not compile without a way out for what only goes out', () => {
    // @ts-expect-error files that go out demand send()
    defineChannel({ ...base, can: { files: 'out' } })
    // @ts-expect-error buttons demand send()
    defineChannel({ ...base, can: { buttons: true } })
    // @ts-expect-error choices demand send()
    defineChannel({ ...base, can: { choice: true } })
    // @ts-expect-error cards demand send()
    defineChannel({ ...base, can: { card: true } })
    // @ts-expect-error forms demand send()
    defineChannel({ ...base, can: { form: true } })
    // @ts-expect-error templates demand send()
    defineChannel({ ...base, can: { template: true } })
    // @ts-expect-error reports of delivery demand send()
    defineChannel({ ...base, can: { deliveries: true } })
    // @ts-expect-error there is no such capability
    defineChannel({ ...base, can: { telepathy: true } })
    expect(true).toBe(true) // as above
  })

  test('[CON2] does not compile either if it can do what it does not declare', () => {
    // @ts-expect-error edit() without the capability would never be called
    defineChannel({ ...base, can: {}, send: sent, edit: sent })
    const file = async () => new Uint8Array()
    // @ts-expect-error nor file()
    defineChannel({ ...base, can: { files: 'out' }, send: sent, file })
    expect(true).toBe(true) // as above
  })
})

describe('a channel that is true to its word', () => {
  test('[CON2] compiles with the settings of its schema in every method', () => {
    const honest = defineChannel({
      ...base,
      can: {
        files: 'both',
        edit: true,
        delete: true,
        react: true,
        typing: true,
        read: true,
        proactive: true,
      },
      send: async (message, { config }) => ({
        sent: [`${config.token}-${message.id}`],
      }),
      edit: async (target, message, { config }) => ({
        sent: [target, message.text, config.token],
      }),
      delete: async (target, { thread }, { config }) => ({
        sent: [target, thread, config.token],
      }),
      react: async (target, { reaction }, { thread }) => ({
        sent: [target, reaction, thread],
      }),
      file: async (ref, { config }) => new TextEncoder().encode(ref + config.token),
      typing: nothing,
      read: nothing,
      threadFor: ({ kind, value }, { token }) => (kind === 'user' ? `${token}:${value}` : undefined),
    })
    expect(honest.definition.can).toEqual({
      files: 'both',
      edit: true,
      delete: true,
      react: true,
      typing: true,
      read: true,
      proactive: true,
    })
  })

  test('[CON1] takes settings by any Standard Schema', () => {
    const loud: StandardSchema<{ name: string }, string> = {
      '~standard': {
        version: 1,
        vendor: 'by-hand',
        validate: (value) => {
          const name = (value as { name?: unknown }).name
          return typeof name === 'string' ? { value: name.toUpperCase() } : { issues: [{ message: 'no name' }] }
        },
      },
    }
    const channel = defineChannel({
      id: 'by-hand',
      config: loud,
      can: {},
      own: (config) => [config.toLowerCase()],
    })
    expect(channel('a', { name: 'ada' }).name).toBe('by-hand:a')
    // @ts-expect-error a name is a string
    expect(() => channel('a', { name: 7 })).toThrow('the settings of by-hand "a" do not fit: no name.')
  })
})
