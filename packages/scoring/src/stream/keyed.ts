/**
 * A record with some of its entries changed. Keys come from outside and may be any text, `__proto__` too: nothing is
 * assigned to an object by such a key.
 */
export function withChanges<T>(
  record: Readonly<Record<string, T>>,
  change: (entries: Map<string, T>) => void,
): Record<string, T> {
  const entries = new Map(Object.entries(record))
  change(entries)
  return Object.fromEntries(entries)
}
