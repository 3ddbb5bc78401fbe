import { describe, expect, test } from 'vitest'
import { house, oneRoom } from './house.mjs'

const inspect = (files) => house(files).inspect('storeys')
const problems = async (files) => (await inspect(files)).problems

const bus = oneRoom('bus', 'export const bus = 1\n')
const events = { doors: { './events': './src/events.ts' } }

describe('imports', () => {
  test('may point down', async () => {
    const found = await inspect({ ...bus, ...oneRoom('core', "import { bus } from '@casewell/bus'\nvoid bus\n") })
    expect(found).toEqual({ problems: [], summary: '2 packages, 2 files, imports point down' })
  })

  test('may not point up, whatever kind of import it is', async () => {
    const kinds = [
      "import { core } from '@casewell/core'",
      "import type { Core } from '@casewell/core'",
      "export { core } from '@casewell/core'",
      "const core = await import('@casewell/core')",
      "type Core = import('@casewell/core').Core",
    ]
    for (const [i, kind] of kinds.entries()) {
      const found = await problems({ ...oneRoom('core', 'export const core = 1\n'), ...oneRoom('bus', `\n${kind}\n`) })
      expect(found, kinds[i]).toEqual(['packages/bus/src/index.ts:2 imports @casewell/core: core is above bus'])
    }
  })

  test('that stand in a comment or a string are none', async () => {
    const source = "// import '@casewell/core'\nexport const text = \"import '@casewell/core'\"\n"
    expect(await problems(oneRoom('bus', source))).toEqual([])
    const example = "const tick = /`/\n/** One ` more.\n * import { core } from '@casewell/core'\n */\nvoid tick\n"
    expect(await problems(oneRoom('bus', example))).toEqual([])
  })

  test('of a neighbour are for its events only', async () => {
    const sla = {
      ...oneRoom('sla', 'export const sla = 1\n', events),
      'packages/sla/src/events.ts': 'export const Breached = 1\n',
    }
    const from = (specifier) => ({
      ...sla,
      ...oneRoom('routing', `import '${specifier}'\n`),
    })
    expect(await problems(from('@casewell/sla/events'))).toEqual([])
    expect(await problems(from('@casewell/sla'))).toEqual([
      'packages/routing/src/index.ts:1 imports @casewell/sla: neighbours on one storey (domain) share events only',
    ])
  })

  test('go through doors, not through walls', async () => {
    const deep = (specifier) => problems({ ...bus, ...oneRoom('core', `import '${specifier}'\n`) })
    expect(await deep('@casewell/bus/src/index.ts')).toEqual([
      'packages/core/src/index.ts:1 imports @casewell/bus/src/index.ts: bus has no such door',
    ])
    expect(await deep('../../bus/src/index.ts')).toEqual([
      'packages/core/src/index.ts:1 imports ../../bus/src/index.ts: that is outside packages/core/src',
    ])
    expect(await deep('../test/desk.ts')).toEqual([
      'packages/core/src/index.ts:1 imports ../test/desk.ts: that is outside packages/core/src',
    ])
  })

  test('inside a package are relative', async () => {
    expect(await problems(oneRoom('bus', "import '@casewell/bus'\n"))).toContain(
      'packages/bus/src/index.ts:1 imports @casewell/bus: inside a package, imports are relative',
    )
  })

  test('of tests are free', async () => {
    const files = { ...bus, 'packages/bus/test/bus.test.ts': "import '@casewell/core'\n" }
    expect(await problems(files)).toEqual([])
  })
})

describe('a package', () => {
  test('without a storey is named', async () => {
    expect(await problems(oneRoom('gadgets', ''))).toEqual([
      'packages/gadgets has no storey: give it a room in the storeys of scripts/gates/storeys.mjs',
    ])
  })

  test('that starts with the name of a contract is one of its adapters', async () => {
    const channel = oneRoom('channel', 'export const channel = 1\n')
    expect(
      await problems({ ...channel, ...oneRoom('channel-carrier-pigeon', "import '@casewell/channel'\n") }),
    ).toEqual([])
    expect(
      await problems({
        ...oneRoom('channel-sms', ''),
        ...oneRoom('channel-voice', "import '@casewell/channel-sms'\n"),
      }),
    ).toEqual([
      'packages/channel-voice/src/index.ts:1 imports @casewell/channel-sms: neighbours on one storey (adapters) share events only',
    ])
  })

  test('is in no ring, not even through doors that are allowed', async () => {
    const listening = (name, other) => ({
      ...oneRoom(name, `import '@casewell/${other}/events'\n`, events),
      [`packages/${name}/src/events.ts`]: 'export const Happened = 1\n',
    })
    expect(await problems({ ...listening('sla', 'routing'), ...listening('routing', 'sla') })).toEqual([
      'the packages routing → sla → routing import each other in a ring',
    ])
  })
})

describe('the heart of a domain package', () => {
  const sla = (files) => ({
    ...bus,
    ...oneRoom('core', ''),
    ...oneRoom('store', ''),
    ...oneRoom('sla', "export * from './plugin.ts'\n", events),
    'packages/sla/src/plugin.ts': "import '@casewell/bus'\nimport '@casewell/store'\nimport '@casewell/core'\n",
    'packages/sla/src/plugin/collections.ts': "import '@casewell/store'\n",

    'packages/sla/src/events.ts': "import '@casewell/bus'\n",
    ...files,
  })

  test('is pure: plugin.ts and the folder plugin/ alone know the house, and the events door its bus', async () => {
    expect(await problems(sla({}))).toEqual([])
  })

  test.each(['bus', 'store', 'core'])('does not know %s', async (room) => {
    expect(await problems(sla({ 'packages/sla/src/clock.ts': `import '@casewell/${room}'\n` }))).toEqual([
      `packages/sla/src/clock.ts:1 imports @casewell/${room}: the heart of a domain package is pure, only its plugin.ts and plugin/ know ${room}`,
    ])
  })
})

describe('behind a light door', () => {
  const core = (source) => ({
    ...bus,
    ...oneRoom('errors', ''),
    ...oneRoom('store', ''),
    ...oneRoom('core', '', { doors: { './case': './src/case/index.ts', './events': './src/events.ts' } }),
    'packages/core/src/events.ts': "import '@casewell/bus'\nimport * as z from 'zod'\n",
    'packages/core/src/case/index.ts': "import './state.ts'\nimport '@casewell/bus'\n",
    'packages/core/src/case/state.ts': source,
  })

  test('stand bus, errors and zod', async () => {
    expect(await problems(core("import '@casewell/errors'\nimport * as z from 'zod'\n"))).toEqual([])
  })

  test.each(['@casewell/store', 'eventemitter3', 'node:fs'])(
    'does not stand %s, not even two files away',
    async (specifier) => {
      expect(await problems(core(`import '${specifier}'\n`))).toEqual([
        `packages/core/src/case/state.ts:1 imports ${specifier}: behind core/case stand only @casewell/bus, @casewell/errors, zod`,
      ])
    },
  )

  test('of events stand bus and zod alone', async () => {
    const found = await problems({ ...core(''), 'packages/core/src/events.ts': "import '@casewell/errors'\n" })
    expect(found).toEqual([
      'packages/core/src/events.ts:1 imports @casewell/errors: behind core/events stand only @casewell/bus, zod',
    ])
  })
})
