import type { Choices } from './choices.ts'

/** What a project needs besides ours: exactly what it was tested with. */
export const others = {
  '@hono/node-server': '2.1.8',
  '@types/node': '20.19.0',
  hono: '4.13.19',
  imapflow: '2.1.2',
  libsql: '0.5.29',
  tsx: '4.23.15',
  typescript: '7.0.2',
} as const

type Other = keyof typeof others

/** The packages of this house that a project stands on. */
export const packagesOf = ({ store, channels, features }: Choices): readonly string[] => [
  '@casewell/core',
  '@casewell/store',
  ...(store === 'memory' ? [] : [`@casewell/store-${store}`]),
  ...channels.map((name) => `@casewell/channel-${name}`),
  ...features.map((name) => `@casewell/${name}`),
]

const sorted = (entries: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))

const pinned = (names: readonly Other[]) => names.map((name) => [name, others[name]] as const)

/**
 * The `package.json` of a project.
 *
 * @param release - the version of this release: all packages of a release have the same
 */
export function manifest(choices: Choices, release: string): string {
  const ours = packagesOf(choices).map((name) => [name, `^${release}`] as const)
  const byChoice: readonly Other[] = [
    ...(choices.store === 'sqlite' ? (['libsql'] as const) : []),
    ...(choices.channels.includes('email') ? (['imapflow'] as const) : []),
  ]
  const manifest = {
    name: choices.name,
    version: '0.0.0',
    private: true,
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: {
      start: 'node --import tsx src/main.ts',
      test: 'tsc && node --env-file=.env.example --import tsx --test test/*.test.ts',
    },
    dependencies: sorted([...ours, ...pinned(['@hono/node-server', 'hono', 'tsx', ...byChoice])]),
    devDependencies: sorted(pinned(['@types/node', 'typescript'])),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
