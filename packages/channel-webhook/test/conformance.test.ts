import { channelRules, conform } from '@casewell/channel/conformance'
import { describe, test } from 'vitest'
import { webhookHarness } from '../src/testing.ts'

describe('webhook', () =>
  conform(test, channelRules, webhookHarness, { again: 'Standard Webhooks deliver again under the same id' }))
