import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Choices, project } from '../src/index.ts'
import { others } from '../src/manifest.ts'
import { newSecret } from '../src/stand-ins.ts'
import { covering, filesOf, labelOf } from './every-project.ts'

const root = new URL('../../../', import.meta.url)
type Manifest = Readonly<
  Record<'name' | 'version', string> & Record<'dependencies' | 'devDependencies', Record<string, string> | undefined>
>
const manifestIn = (path: string) => JSON.parse(readFileSync(new URL(`${path}package.json`, root), 'utf8')) as Manifest // npm's shape
const manifestOf = (choices: Choices) => JSON.parse(textOf(choices, 'package.json')) as Manifest

const small = { name: 'my-desk', store: 'memory', channels: [], features: [] } as const satisfies Choices
const textOf = (choices: Choices, path: string): string => filesOf(choices).get(path) ?? ''

/** The names of settings that a text reads, or that it sets. */
const read = (text: string) =>
  [...text.matchAll(/setting\('(\w+)'\)|\b(MAIL_IMAP|MAIL_SMTP)\b/g)].map(([, a, b]) => a ?? b)
const set = (text: string) => [...text.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name)

describe('a project', () => {
  test('[NEW4] has the same files for the same choices', () => {
    for (const choices of covering) expect(filesOf(choices)).toEqual(filesOf(choices))
    expect([...filesOf(small).keys()].sort()).toEqual([
      ...['.env', '.env.example', '.gitignore', 'README.md', 'package.json'],
      ...[
        'src/desk.ts',
        'src/main.ts',
        'src/run.ts',
        'src/setting.ts',
        'src/web.ts',
        'test/desk.test.ts',
        'tsconfig.json',
      ],
    ])
  })

  test('[NEW4] shows nothing of its template', () => {
    for (const choices of covering) {
      const all = [...filesOf(choices).values()].join('\n')
      expect(all, labelOf(choices)).not.toMatch(/(?:\/\/|#|<!--) (?:if [a-z]|end\b)|# \{name\}|\n{3}/)
    }
  })

  test('[NEW4] names only what was chosen', () => {
    expect(textOf(small, 'src/desk.ts')).not.toMatch(/channel|setting|survey/)
    expect(textOf({ ...small, channels: ['line', 'slack'], features: ['surveys'] }, 'src/desk.ts')).toContain(
      "const channels = ['line', 'slack']",
    )
    expect(textOf({ ...small, features: ['surveys'] }, 'src/desk.ts')).toContain('policies: [],')
  })

  test('[NEW5] takes the packages of this release, and of others exactly what it was tested with', () => {
    const manifest = manifestOf({ ...small, store: 'sqlite', channels: ['email'] })
    expect(manifest.dependencies).toMatchObject({ '@casewell/core': '^0.1.0', '@casewell/channel-email': '^0.1.0' })
    const { devDependencies: house = {} } = manifestIn('')
    const { devDependencies: own = {} } = manifestIn('packages/create-casewell/')
    const { devDependencies: mail = {} } = manifestIn('packages/channel-email/')
    const native = (house['@typescript/native'] ?? '').replace('npm:typescript@', '')
    expect({ ...house, ...mail, ...own, typescript: native }).toMatchObject(others)
  })

  test('[NEW5] all packages of a release have one version', () => {
    const names = new Set(covering.flatMap((choices) => Object.keys(manifestOf(choices).dependencies ?? {})))
    const ours = [...names].filter((name) => name.startsWith('@casewell/'))
    const { version } = manifestIn('packages/create-casewell/')
    expect(ours).toHaveLength(16)
    for (const name of ours) {
      const manifest = manifestIn(`packages/${name.replace('@casewell/', '')}/`)
      expect(manifest, name).toMatchObject({ name, version })
    }
  })

  test('[NEW6] has secrets of its own in .env, and none in .env.example', () => {
    const all = covering.find(({ channels, features }) => channels.length === 8 && features.length === 4) ?? small
    const files = project(all, { release: '0.1.0', secret: newSecret })
    expect(files.get('.env')).not.toContain('replaceMe')
    const secrets = [...(files.get('.env') ?? '').matchAll(/[A-Za-z0-9]{43}/g)].map(([secret]) => secret)
    expect(new Set(secrets).size).toBe(15)
    for (const secret of secrets) expect(files.get('.env.example')).not.toContain(secret)
    expect(files.get('.gitignore')?.split('\n')).toContain('.env')
  })

  test('[NEW7] reads the settings that .env.example names, and no others', () => {
    for (const choices of covering) {
      const files = filesOf(choices)
      const sources = [...files].filter(([path]) => path.startsWith('src/')).map(([, text]) => text)
      const wanted = new Set(sources.flatMap(read))
      expect(new Set(set(files.get('.env.example') ?? '')), labelOf(choices)).toEqual(wanted)
    }
  })
})
