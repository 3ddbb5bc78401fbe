import { channelRules, conform } from '@casewell/channel/conformance'
import { describe, test } from 'vitest'
import { whatsappHarness } from '../src/testing.ts'

describe('whatsapp', () =>
  conform(test, channelRules, whatsappHarness, { again: 'WhatsApp delivers again under the same wamid' }))
