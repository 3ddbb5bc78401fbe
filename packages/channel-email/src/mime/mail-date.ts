const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Minutes east of Greenwich of the zone names of RFC 5322 §4.3; single letters say nothing and count as UTC. */
const zones: Readonly<Record<string, number>> = {
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
}

const day = '(?:[a-z]+\\.?,?\\s+)?(\\d{1,2})[\\s-]+([a-z]{3})[a-z]*\\.?[\\s-]+(\\d{2,4})'
const time = '(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?'
const zone = '(?:\\s*([+-]\\d{4})|\\s+([a-z]{1,5}))?'
const rfc5322 = new RegExp(`^\\s*${day}[\\s,]+${time}${zone}`, 'i')
const unixDate = new RegExp(`^\\s*[a-z]{3}\\s+([a-z]{3})\\s+(\\d{1,2})\\s+${time}\\s+(?:[a-z]{3,4}\\s+)?(\\d{4})`, 'i')
const isoDate = /^\s*\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})/

/** No mail is older than mail; no calendar of a sender is this far ahead. */
const FIRST_YEAR = 1971
const LAST_YEAR = 2200

/**
 * Reads a Date value (RFC 5322 §3.3 and its obsolete forms, the date of ctime, ISO 8601). Undefined for what is none;
 * without a zone it is taken as UTC, so that the answer does not depend on where the program runs.
 */
export function parseMailDate(value: string): Date | undefined {
  const text = value.slice(0, 100)
  const at = fromRfc5322(text) ?? fromUnix(text) ?? (isoDate.test(text) ? Date.parse(text.trim()) : Number.NaN)
  const date = new Date(at)
  const year = date.getUTCFullYear()
  return year >= FIRST_YEAR && year < LAST_YEAR ? date : undefined
}

/** The date at the end of a Received field (RFC 5321 §4.4): the clock of the server that took the mail. */
export function receivedDate(value: string): Date | undefined {
  return parseMailDate(value.slice(value.lastIndexOf(';') + 1))
}

function fromRfc5322(text: string): number | undefined {
  const found = rfc5322.exec(text)
  if (found === null) return undefined
  const [, dayOfMonth, month = '', year, hours, minutes, seconds = '0', offset, name = ''] = found
  const clock = { hours: Number(hours), minutes: Number(minutes), seconds: Number(seconds) }
  const local = utc(fullYear(Number(year)), month, Number(dayOfMonth), clock)
  const east = offset === undefined ? (zones[name.toLowerCase()] ?? 0) : offsetMinutes(offset)
  return local === undefined ? undefined : local - east * 60_000
}

function fromUnix(text: string): number | undefined {
  const found = unixDate.exec(text)
  if (found === null) return undefined
  const [, month = '', dayOfMonth, hours, minutes, seconds = '0', year] = found
  const clock = { hours: Number(hours), minutes: Number(minutes), seconds: Number(seconds) }
  return utc(Number(year), month, Number(dayOfMonth), clock)
}

function utc(
  year: number,
  month: string,
  dayOfMonth: number,
  clock: { hours: number; minutes: number; seconds: number },
): number | undefined {
  const index = months.indexOf(month.toLowerCase())
  const isValid = index >= 0 && dayOfMonth >= 1 && dayOfMonth <= 31 && clock.hours < 25 && clock.minutes < 60
  return isValid
    ? Date.UTC(year, index, dayOfMonth, clock.hours, clock.minutes, Math.min(clock.seconds, 59))
    : undefined
}

/** RFC 5322 §4.3: two digits below 50 are of this century, three and the rest are counted from 1900. */
function fullYear(year: number): number {
  if (year >= 1000) return year
  return year < 50 ? 2000 + year : 1900 + year
}

function offsetMinutes(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5))
  return offset.startsWith('-') ? -minutes : minutes
}
