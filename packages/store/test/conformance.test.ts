import { describe, test } from 'vitest'
import { conform, storeRules } from '../src/conformance/index.ts'
import { openMemory, openShared } from './memory-harness.ts'

describe('the memory store', () =>
  conform(test, storeRules, openMemory, {
    reopen: 'memory forgets when it is closed',
    another: 'no other process reaches this memory',
    damage: 'nobody but the store reaches its bytes',
  }))

describe('a memory that several processes share', () => conform(test, storeRules, openShared()))
