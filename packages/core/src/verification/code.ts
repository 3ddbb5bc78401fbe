/** Decimal digits; 20 bits are the least that NIST SP 800-63B §5.1.3.2 allows. */
const digits = 6
const count = 10 ** digits

/** How long a code holds, milliseconds: ten minutes, NIST SP 800-63B §5.1.3.2. */
export const codeMs = 10 * 60_000
/** Wrong codes in a row, after which nobody may try for a while. */
export const mostFailures = 5
/** For so long, milliseconds: at most 120 guesses a day at a million codes. NIST SP 800-63B §5.2.2 allows 100 in a row. */
export const lockMs = 3_600_000
/** At most so many codes are sent within `lockMs`. */
export const mostCodes = 5

/** A code that nobody can guess: all are equally likely. */
export function newCode(random: (bytes: number) => Uint8Array): string {
  const fair = Math.floor(2 ** 32 / count) * count
  for (;;) {
    const number = Buffer.from(random(4)).readUInt32BE()
    if (number < fair) return String(number % count).padStart(digits, '0')
  }
}
