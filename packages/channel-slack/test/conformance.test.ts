import { channelRules, conform } from '@casewell/channel/conformance'
import { describe, test } from 'vitest'
import { slackHarness } from '../src/testing.ts'

describe('slack', () => conform(test, channelRules, slackHarness))
