/** The error code of the operating system: `ENOENT`, `EEXIST`. */
export function errnoOf(error: unknown): string | undefined {
  return (error as { code?: string } | null)?.code // anything can be thrown; what has no code is no system error
}

/** For `catch`: these errors are answers, any other is thrown on. */
export function unless(...answers: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (answers.includes(errnoOf(error) ?? '')) return undefined
    throw error
  }
}
