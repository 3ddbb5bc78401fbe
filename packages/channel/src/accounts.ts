import type { Listening } from '@casewell/bus'
import type { Runtime } from './runtime.ts'

/** What a desk and its port have in common: the one bus. */
export interface OnBus {
  readonly bus: Listening
}

const byBus = new WeakMap<Listening, Map<string, Runtime>>()

/** All channel accounts of one desk in this process, by `channel/account`. */
export function accountsOn({ bus }: OnBus): Map<string, Runtime> {
  const known = byBus.get(bus) ?? new Map<string, Runtime>()
  byBus.set(bus, known)
  return known
}
