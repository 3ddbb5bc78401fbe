import { channelRules, conform } from '@casewell/channel/conformance'
import { describe, test } from 'vitest'
import { wecomHarness } from '../src/testing.ts'

describe('wecom', () =>
  conform(test, channelRules, wecomHarness, {
    CH5: 'WeCom signs the encrypted part alone; nothing else of the body is read',
    again: 'WeCom delivers again under the same MsgId',
  }))
