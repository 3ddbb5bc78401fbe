import { defineScheme } from './comparator-range.ts'
import type { Scheme } from './scheme.ts'
import { tidy } from './sortable.ts'

const MINUTE_MS = 60_000
const pattern = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/

/**
 * Instants, RFC 3339 section 5.6, `2024-11-05T09:30:00.25+02:00`: for products that count their builds by time.
 * Equal instants are equal versions, whatever their offset; a leap second is not read.
 */
export const datetime: Scheme = defineScheme('datetime', (version) => {
  const found = pattern.exec(tidy(version)?.toUpperCase() ?? '')
  if (!found) return undefined
  const [, date = '', time = '', fraction = '', sign, hours = '0', minutes = '0'] = found
  const local = new Date(`${date}T${time}Z`)
  const isReal = !Number.isNaN(local.getTime()) && local.toISOString().startsWith(`${date}T${time}`)
  if (!isReal || Number(hours) > 23 || Number(minutes) > 59) return undefined
  const offsetMs = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS
  const instant = new Date(local.getTime() - offsetMs).toISOString()
  if (!/^\d{4}-/.test(instant)) return undefined // an offset may lead out of the four-digit years
  return instant.slice(0, 19).replace(/\D/g, '') + fraction.replace(/0+$/, '')
})
