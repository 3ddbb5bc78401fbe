/** Waits until something is true; after so many seconds it fails and says what is not. */
export async function eventually(
  says: () => string,
  isTrue: () => boolean | Promise<boolean>,
  seconds = 10,
): Promise<void> {
  const deadline = performance.now() + seconds * 1_000
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`after ${seconds} seconds: ${says()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
