/** One setting from the environment. `.env.example` has them all. */
export function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: .env.example says what it is, .env is where it goes.`)
  return value
}
