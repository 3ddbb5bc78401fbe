// The storey law: imports only point down. It binds the `src` of every package; tests may import what they like.
import { importsOf, isRelative, ours, packageOf, reach } from '../imports.mjs'
import { packages } from '../packages.mjs'

/** From the roof to the lowest stone. A star stands for the rest of a name. */
const storeys = [
  { name: 'edges', rooms: ['http', 'console', 'cli', 'create-casewell'] },
  { name: 'engines', rooms: ['store-sqlite', 'store-postgres', 'knowledge-postgres'] },
  { name: 'adapters', rooms: ['channel-*', 'transport-*'] },
  {
    name: 'domain',
    rooms: ['sla', 'routing', 'automation', 'surveys', 'scores', 'proactive', 'self-service', 'insights'],
  },
  { name: 'contracts', rooms: ['channel', 'knowledge', 'transport'] },
  { name: 'assets', rooms: ['assets'] },
  { name: 'core', rooms: ['core'] },
  { name: 'store', rooms: ['store'] },
  { name: 'bus', rooms: ['bus'] },
  { name: 'ground', rooms: ['search', 'calendar', 'scoring', 'conditions', 'versions', 'postgres'] },
  { name: 'errors', rooms: ['errors'] },
]

/** Doors that are of use on a bare bus, and all that may stand behind them. */
const lightDoors = {
  'core ./case': ['@casewell/bus', '@casewell/errors', 'zod'],
  'channel ./contract': ['@casewell/bus', '@casewell/errors', 'zod', 'node:crypto'], // every signature is an HMAC
  'knowledge ./contract': ['@casewell/bus', '@casewell/errors', 'zod'],
}
const eventsDoor = ['@casewell/bus', 'zod']

const isRoomOf = (pattern, room) => (pattern.endsWith('*') ? room.startsWith(pattern.slice(0, -1)) : room === pattern)

/** How far up a package lives: 0 is the roof; −1 when no storey names it. */
const storeyOf = (room) => storeys.findIndex(({ rooms }) => rooms.some((pattern) => isRoomOf(pattern, room)))

const at = ({ file, line, specifier }) => `${file}:${line} imports ${specifier}`

/** Down, or along to a neighbour's events; never up, never past a door. */
function directionOf(pkg, imported, all) {
  const to = ours(imported.specifier)
  if (!to) return undefined
  const [here, there] = [storeyOf(pkg.name), storeyOf(to.room)]
  if (to.room === pkg.name) return `${at(imported)}: inside a package, imports are relative`
  if (there === -1) return `${at(imported)}: no storey has a room "${to.room}"`
  if (there < here) return `${at(imported)}: ${storeys[there].name} is above ${storeys[here].name}`
  if (there === here && to.door !== './events') {
    return `${at(imported)}: neighbours on one storey (${storeys[here].name}) share events only`
  }
  const target = all.find(({ name }) => name === to.room)
  if (target && !target.doors.has(to.door)) return `${at(imported)}: ${to.room} has no such door`
  return undefined
}

/** A relative import stays inside its own package. */
function strayOf(pkg, { file, line, specifier }) {
  const target = new URL(specifier, `file:///${file}`).pathname.slice(1)
  if (!isRelative(specifier) || target.startsWith(`${pkg.dir}/src/`)) return undefined
  return `${file}:${line} imports ${specifier}: that is outside ${pkg.dir}/src`
}

const isPlugin = (pkg, file) => file === `${pkg.dir}/src/plugin.ts` || file.startsWith(`${pkg.dir}/src/plugin/`)

/** The heart of a domain package knows neither bus nor store nor core: its plugin does (plugin.ts, plugin/), and the events door its bus. */
function heartOf(pkg, imported, events) {
  const room = ours(imported.specifier)?.room
  if (!['bus', 'store', 'core'].includes(room) || isPlugin(pkg, imported.file)) return undefined
  if (room === 'bus' && events.has(imported.file)) return undefined
  return `${at(imported)}: the heart of a domain package is pure, only its plugin.ts and plugin/ know ${room}`
}

/** Nothing but a few packages may stand behind some doors. */
function behindDoors(pkg) {
  return [...pkg.doors].flatMap(([door, source]) => {
    const allowed = door === './events' ? eventsDoor : lightDoors[`${pkg.name} ${door}`]
    if (!allowed) return []
    return [...reach(`${pkg.dir}/${source}`)]
      .flatMap(importsOf)
      .filter(({ specifier }) => !isRelative(specifier) && !allowed.includes(packageOf(specifier)))
      .map((imported) => `${at(imported)}: behind ${pkg.name}/${door.slice(2)} stand only ${allowed.join(', ')}`)
  })
}

function lawsOf(pkg, all) {
  const storey = storeyOf(pkg.name)
  if (storey === -1) return [`${pkg.dir} has no storey: give it a room in the storeys of scripts/gates/storeys.mjs`]
  const imports = pkg.sources.flatMap(importsOf)
  const events = pkg.doors.has('./events') ? reach(`${pkg.dir}/${pkg.doors.get('./events')}`) : new Set()
  const isDomain = storeys[storey].name === 'domain'
  const laws = [(i) => directionOf(pkg, i, all), (i) => strayOf(pkg, i), (i) => isDomain && heartOf(pkg, i, events)]
  return [...imports.flatMap((i) => laws.map((law) => law(i)).filter(Boolean)), ...behindDoors(pkg)]
}

/** Packages that import each other in a ring, all doors included. */
function rings(all) {
  const neighbours = new Map(
    all.map((pkg) => {
      const rooms = pkg.sources.flatMap(importsOf).map(({ specifier }) => ours(specifier)?.room)
      return [pkg.name, [...new Set(rooms)].filter((room) => room !== undefined && room !== pkg.name)]
    }),
  )
  const found = []
  const left = new Set()
  const walk = (room, path) => {
    if (left.has(room)) return
    const start = path.indexOf(room)
    if (start !== -1) found.push(`the packages ${[...path.slice(start), room].join(' → ')} import each other in a ring`)
    else for (const next of neighbours.get(room) ?? []) walk(next, [...path, room])
    if (start === -1) left.add(room)
  }
  for (const { name } of all) walk(name, [])
  return found
}

export function inspect() {
  const all = packages()
  const files = all.flatMap(({ sources }) => sources)
  return {
    problems: [...all.flatMap((pkg) => lawsOf(pkg, all)), ...rings(all)],
    summary: `${all.length} packages, ${files.length} files, imports point down`,
  }
}
