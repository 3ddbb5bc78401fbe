// The gate of events bites: what the pages say and the code does not, and the other way round, is named.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { house, oneRoom, root } from './house.mjs'

const types = `import { eventType } from '@casewell/bus'
import * as z from 'zod'
/** A car came in. Subject: the car. Told once. */
export const CarParked = eventType('car.parked', z.object({
  /** Counted from 1. */
  level: z.number(),
}))
/** A car left | drove off. Subject: the car. */
export const CarLeft = eventType('car.left', z.undefined())
`

function parking(events, more = {}) {
  const home = house({
    ...oneRoom('parking', '', { doors: { './events': './src/events.ts' } }),
    'packages/parking/src/events.ts': events,
    'docs/events.md': '# Events\n\nWritten by hand.\n',
    ...more,
  })
  home.tools()
  return home
}

const script = join(root, 'scripts/events/page.mjs')
const page = (home, ...flags) =>
  home.run(process.execPath, ['--import', 'tsx', '--conditions=@casewell/source', script, ...flags])
const problems = async (home) => (await home.inspect('events')).problems

/** A house whose pages are what its code says; they are made once for all tests. */
let pages
function written() {
  const home = parking(types, pages)
  if (!pages) {
    expect(page(home, '--write')).toMatchObject({ code: 0, lines: [all] })
    pages = Object.fromEntries(['docs/events.md', 'docs/asyncapi.json'].map((file) => [file, home.read(file)]))
  }
  return home
}
const all = '2 event types of 1 packages, all in docs/asyncapi.json and docs/events.md'

/** Changes the document as it lies there. */
function spoil(home, change) {
  const document = JSON.parse(home.read('docs/asyncapi.json'))
  change(document)
  home.write('docs/asyncapi.json', JSON.stringify(document))
}

describe('the pages of events', () => {
  test('are written from the types and their comments, and the gate then agrees', async () => {
    const home = written()
    expect(home.read('docs/events.md')).toMatch(/^# Events\n\nWritten by hand\.\n\n## All events\n/)
    expect(home.read('docs/events.md').split('\n').slice(-3)).toEqual([
      '| `car.parked` | `CarParked` | the car | A car came in. Told once. |',
      '| `car.left` | `CarLeft` | the car | A car left \\| drove off. |',
      '',
    ])
    const { messages } = JSON.parse(home.read('docs/asyncapi.json')).components
    expect(messages['car.parked'].payload.allOf[1].properties).toMatchObject({
      typeversion: { const: 1 },
      subject: { description: 'The id of the car.' },
      data: { properties: { level: { type: 'number', description: 'Counted from 1.' } } },
    })
    expect(messages['car.left'].payload.allOf[1].required).toEqual(['subject'])
    expect(await problems(home)).toEqual([])
  })

  test('that differ from the code are named event by event', async () => {
    const home = written()
    const changed = types.replace('level: z.number()', 'level: z.string()').replaceAll('car.left', 'car.towed')
    home.write('packages/parking/src/events.ts', changed)
    expect(await problems(home)).toEqual([
      'docs/asyncapi.json says something else of car.parked',
      'docs/asyncapi.json lacks car.towed',
      'docs/asyncapi.json has, no code makes: car.left',
      'docs/events.md lacks: | `car.towed` | `CarLeft` | the car | A car left \\| drove off. |',
      'docs/events.md has, no code says: | `car.left` | `CarLeft` | the car | A car left \\| drove off. |',
      'npm run format mends the pages',
    ])
  })

  test('are valid AsyncAPI 3, and every reference in them leads somewhere', async () => {
    const home = written()
    spoil(home, ({ channels }) => Object.assign(channels.events, { adress: 'events' }))
    expect(await problems(home)).toContain(
      'docs/asyncapi.json/channels/events must NOT have additional properties: adress',
    )
    spoil(home, ({ channels, components }) => {
      delete channels.events.adress
      components.messages['car.left'].payload.allOf[0].$ref = '#/components/schemas/Nobody'
    })
    expect((await problems(home))[0]).toMatch(/^docs\/asyncapi\.json: the payload of car\.left cannot be compiled: /)
  })

  test('miss no type: each is handed out, and says what it tells and of what', async () => {
    const more = `import { eventType } from '@casewell/bus'\nimport * as z from 'zod'
export const Hidden = eventType('car.hidden', z.undefined())\n`
    const home = parking(types.replace('Subject: the car. Told once.', ''), { 'packages/parking/src/hidden.ts': more })
    expect(page(home, '--write').lines.slice(0, 2)).toEqual([
      'packages/parking/src/events.ts: the comment of CarParked (car.parked) does not say "Subject: …."',
      "packages/parking/src/hidden.ts: Hidden (car.hidden) is not handed out by the package's events door",
    ])
  })
})
