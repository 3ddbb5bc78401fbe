import { describe, test } from 'vitest'
import { channelRules, conform } from '../../src/conformance/index.ts'
import { courierHarness } from './courier.ts'
import { listeningCourier } from './listening-courier.ts'

describe('a channel that can everything', () => conform(test, channelRules, () => courierHarness()))

describe('a channel that listens', () =>
  conform(
    test,
    channelRules.filter(({ id }) => /^CH(1|2|3|19|44|45|46|47|48)$/.test(id)), // the others have been run above
    listeningCourier,
  ))
