import { channelRules, conform } from '@casewell/channel/conformance'
import { describe, test } from 'vitest'
import { twilioHarness } from '../src/testing.ts'

describe('twilio', () =>
  conform(test, channelRules, twilioHarness, { again: 'Twilio delivers again under the same MessageSid' }))
