import { channelRules, conform } from '@casewell/channel/conformance'
import { describe, test } from 'vitest'
import { telegramHarness } from '../src/testing.ts'

describe('telegram', () =>
  conform(test, channelRules, telegramHarness, { CH5: 'Telegram signs nothing: a secret comes with each request' }))
