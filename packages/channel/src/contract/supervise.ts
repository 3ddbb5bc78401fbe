/** First pause after a failure, milliseconds; it doubles, with full jitter, up to a minute. */
const baseMs = 500
const maxMs = 60_000

/** How something that should always run is doing. */
export interface Health {
  readonly state: 'stopped' | 'running' | 'waiting' | 'ended'
  /** Failures in a row. */
  readonly failures: number
  /** The latest failure, in words. */
  readonly error?: string
}

/** What a supervised run needs. */
export interface Supervision {
  readonly signal: AbortSignal
  /** Is told of every failure, and of how long the pause is that follows it. */
  onFailure(error: unknown, failures: number, pauseMs: number): void
  onStart?(): void
}

/** Runs something again and again until it ends by itself or is stopped; after a failure it pauses, longer each time. */
export async function supervise(run: () => Promise<void>, { signal, onFailure, onStart }: Supervision): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    const begun = performance.now()
    try {
      onStart?.()
      return await run()
    } catch (error) {
      if (signal.aborted) return
      failures = performance.now() - begun > maxMs ? 1 : failures + 1
      const pauseMs = Math.random() * Math.min(maxMs, baseMs * 2 ** failures)
      onFailure(error, failures, pauseMs)
      await pause(pauseMs, signal)
    }
  }
}

/** Being stopped is a way to wake up. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    signal.addEventListener('abort', wake)
  })
}
