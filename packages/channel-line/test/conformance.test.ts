import { channelRules, conform } from '@casewell/channel/conformance'
import { describe, test } from 'vitest'
import { lineHarness } from '../src/testing.ts'

describe('line', () => conform(test, channelRules, lineHarness))
