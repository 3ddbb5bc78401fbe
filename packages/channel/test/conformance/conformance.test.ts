import { describe, test } from 'vitest'
import { channelRules, conform } from '../../src/conformance/index.ts'
import { courierHarness } from './courier.ts'

describe('a channel that can everything', () => conform(test, channelRules, () => courierHarness()))
