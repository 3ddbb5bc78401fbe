// Every event type of the house: the values that the `events` doors hand out, with what the source says about them.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packages } from '../packages.mjs'
import { declaredIn } from './declared.mjs'

const isEventType = (value) =>
  typeof value === 'function' && typeof value.type === 'string' && typeof value.upcast === 'function'

/** A conformance kit's own events are for its rules only; nobody hears them on a desk. */
const isOfAKit = (file) => file.includes('/src/conformance/')

async function handedOut({ dir, doors }) {
  if (!doors.has('./events')) return new Map()
  const values = Object.values(await import(pathToFileURL(resolve(dir, doors.get('./events'))).href))
  return new Map(values.filter(isEventType).map((value) => [value.type, value]))
}

function faultsOf({ file, name, type, says, subject }, isOut) {
  if (!isOut) return [`${file}: ${name} (${type}) is not handed out by the package's events door`]
  if (says === '') return [`${file}: no comment says what ${name} (${type}) tells`]
  return subject === undefined ? [`${file}: the comment of ${name} (${type}) does not say "Subject: …."`] : []
}

/** The events of one package in the order of its source, and what is wrong with them. */
async function eventsOf(pkg) {
  const declared = pkg.sources.filter((file) => !isOfAKit(file)).flatMap(declaredIn)
  const out = await handedOut(pkg)
  const unknown = [...out.keys()].filter((type) => !declared.some((one) => one.type === type))
  return {
    events: declared.flatMap((one) => (out.has(one.type) ? [{ ...one, pkg: pkg.name, value: out.get(one.type) }] : [])),
    faults: [
      ...declared.flatMap((one) => faultsOf(one, out.has(one.type))),
      ...unknown.map((type) => `${pkg.dir}: ${type} is made by no "export const … = eventType('${type}', …)"`),
    ],
  }
}

export async function gather() {
  const read = []
  for (const pkg of packages()) read.push(await eventsOf(pkg))
  const events = read.flatMap((one) => one.events)
  const types = events.map(({ type }) => type)
  const twice = types.filter((type, i) => types.indexOf(type) !== i)
  return { events, faults: [...read.flatMap((one) => one.faults), ...twice.map((type) => `${type} is made twice`)] }
}
