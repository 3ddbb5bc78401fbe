import { type Interval, type Intervals, normalise } from './interval.ts'
import type { Scheme } from './scheme.ts'
import { AFTER, TOP } from './sortable.ts'

const brackets = /([[(])([^[\](),]*)(?:(,)([^[\](),]*))?([\])])\s*(?:,\s*|$)/y

function readOne(groups: readonly (string | undefined)[], key: Scheme['key']): Interval | undefined {
  const [open, low = '', comma, high = '', close] = groups
  const isPoint = comma === undefined
  if (isPoint && (open !== '[' || close !== ']' || low.trim() === '')) return undefined
  const from = low.trim() === '' ? '' : key(low)
  const below = isPoint ? from : high.trim() === '' ? TOP : key(high)
  if (from === undefined || below === undefined) return undefined
  return {
    from: open === '(' && from !== '' ? from + AFTER : from,
    below: close === ']' && below !== TOP ? below + AFTER : below,
  }
}

/** Intervals as mathematics writes them: `[1.0,2.0)`, `(,1.0]`, `[1.2]`, alternatives parted by commas. */
export function bracketRange(text: string, key: Scheme['key']): Intervals | undefined {
  const found: Interval[] = []
  const whole = text.trim()
  for (let at = 0; at < whole.length; at = brackets.lastIndex) {
    brackets.lastIndex = at
    const groups = brackets.exec(whole)
    const interval = groups && readOne(groups.slice(1), key)
    if (!interval) return undefined
    found.push(interval)
  }
  return found.length > 0 ? normalise(found) : undefined
}
