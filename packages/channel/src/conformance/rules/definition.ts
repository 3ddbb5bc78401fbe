import assert from 'node:assert/strict'
import { isCasewellError, messageOf } from '@casewell/errors'
import type { AnyChannel } from '../../contract/any-channel.ts'
import { parseConfig } from '../../contract/parse-config.ts'
import { type Rule, rule } from '../rule.ts'

/** What a channel says of itself. */
export const definitionRules: readonly Rule[] = [
  rule({
    id: 'CH1',
    says: 'Its id is lower-case and short, for it stays for ever.',
    async check({ channel }) {
      assert.match(channel.id, /^[a-z][a-z0-9-]{0,31}$/, `"${channel.id}" is no id for a channel`)
    },
  }),
  rule({
    id: 'CH2',
    says: 'Settings that do not fit are refused when it is plugged in, and the refusal tells no secret.',
    async check({ channel, harness, server }) {
      for (const wrong of [null, 7, 'settings'])
        assert.ok(refusalOf(channel, wrong), `${JSON.stringify(wrong)} passed for settings`)
      for (const wrong of oneFieldWrong(harness.config({ url: server.url, secrets: [harness.secrets[0]] }))) {
        const refusal = refusalOf(channel, wrong) // or none: a field may be free to be anything
        for (const secret of harness.secrets)
          assert.ok(!refusal?.includes(secret), 'the refusal of settings tells a secret')
      }
    },
  }),
  rule({
    id: 'CH3',
    says: 'Its limits are positive numbers, and each is about something that it can do.',
    async check({ channel: { limits = {}, rate = {}, can } }) {
      for (const [name, value] of [...Object.entries(limits), ...Object.entries(rate)])
        assert.ok(typeof value === 'number' && value > 0, `${name} is ${value}`)
      assert.ok(limits.buttons === undefined || can.buttons, 'it limits buttons and cannot show any')
      assert.ok(limits.options === undefined || can.choice, 'it limits options and cannot show any')
      const sendsFiles = can.files === 'out' || can.files === 'both'
      assert.ok(limits.fileBytes === undefined || sendsFiles, 'it limits files and cannot send any')
    },
  }),
]

/** What it makes of settings that it does not know. */
export const settingRules: readonly Rule[] = [
  rule({
    id: 'CH49',
    says: 'A setting that it does not know is refused by its name: it may be one that was misspelt.',
    async check({ channel, harness, server }) {
      const settings = harness.config({ url: server.url, secrets: [harness.secrets[0]] })
      const refusal = refusalOf(channel, { ...Object(settings), misspelt: 'its value' })
      assert.ok(refusal, 'a setting that nobody knows passed')
      assert.match(refusal, /misspelt/, 'the refusal does not name the setting')
      assert.doesNotMatch(refusal, /its value/, 'the refusal tells what the setting was')
    },
  }),
]

function* oneFieldWrong(settings: unknown): Iterable<unknown> {
  if (typeof settings !== 'object' || settings === null) return
  for (const [field, value] of Object.entries(settings))
    yield { ...settings, [field]: typeof value === 'string' ? { not: value } : Symbol('wrong') }
}

function refusalOf({ id, config }: AnyChannel, wrong: unknown): string | undefined {
  try {
    parseConfig(id, config, 'kit', wrong)
    return undefined
  } catch (error) {
    assert.ok(isCasewellError(error, 'channel/bad-config'), `the schema threw: ${messageOf(error)}`)
    return messageOf(error)
  }
}
