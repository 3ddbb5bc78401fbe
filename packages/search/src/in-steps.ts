/**
 * Does long work step by step, and lets other work go on in between.
 *
 * @throws whatever the signal was aborted with
 */
export async function inSteps<T>(work: Generator<undefined, T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    signal?.throwIfAborted()
    const step = work.next()
    if (step.done === true) return step.value
    await new Promise((resume) => setTimeout(resume))
  }
}
