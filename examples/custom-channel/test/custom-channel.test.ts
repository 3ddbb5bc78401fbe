import { channelRules, conform } from '@casewell/channel/conformance'
import { test } from 'vitest'
import { walkieHarness } from '../vendor.ts'

conform(test, channelRules, walkieHarness, { again: 'Walkie redelivers under the same id' })
