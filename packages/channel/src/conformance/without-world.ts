/** Runs something with clock, chance and network taken away: using one of them throws. */
export function withoutWorld<T>(run: () => T): T {
  const { Date: RealDate, fetch: realFetch } = globalThis
  const { random } = Math
  const forbid = (what: string) => (): never => {
    throw new Error(`decode used ${what}: it must look at the request alone`)
  }
  const timeless = new Proxy(RealDate, {
    construct: (target, given: unknown[], newTarget) =>
      given.length === 0 ? forbid('the clock')() : (Reflect.construct(target, given, newTarget) as object),
    apply: forbid('the clock'),
    get: (target, name, receiver) =>
      name === 'now' ? forbid('the clock') : (Reflect.get(target, name, receiver) as unknown),
  })
  try {
    Object.assign(globalThis, { Date: timeless, fetch: forbid('the network') })
    Math.random = forbid('chance')
    Object.assign(crypto, { randomUUID: forbid('chance'), getRandomValues: forbid('chance') })
    return run()
  } finally {
    Object.assign(globalThis, { Date: RealDate, fetch: realFetch })
    Math.random = random
    for (const name of ['randomUUID', 'getRandomValues']) Reflect.deleteProperty(crypto, name) // the real ones are its prototype's
  }
}
