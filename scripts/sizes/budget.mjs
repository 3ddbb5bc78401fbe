// docs/size-budget.json: what each door may weigh, in bytes. Compared by the gate `sizes`, renewed by `npm run renew`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { doors } from '../api/doors.mjs'
import { packages } from '../packages.mjs'
import { weigh } from './measure.mjs'

const file = 'docs/size-budget.json'

/** A door may grow by so much before somebody has to say that it may. */
const slack = { share: 0.02, step: 100 }

/** The pure contracts are for everybody's bundle; each holds this without zod, gzip. */
const contractBytes = 6000
const isContract = (specifier) => /\/(?:events|contract|case)$/.test(specifier)

/** What a server has beside its bundle. The emitter is small, and part of every bus. */
function strangers() {
  const named = packages().flatMap(({ manifest }) =>
    Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
  )
  return [...new Set(named)].filter((name) => !/^@casewell\/|^zod$|^eventemitter3$/.test(name))
}

/** What every door weighs now, by specifier. */
export const weights = () =>
  weigh(
    doors().map(({ specifier }) => specifier),
    strangers(),
  )

const read = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})

const roomy = (bytes) => Math.ceil((bytes * (1 + slack.share)) / slack.step) * slack.step

/** Allows each door what it weighs, and a little; an allowance that still fits stays as it is. */
export function writeBudget(weighed) {
  const old = read()
  const fits = (bytes, allowed) => allowed !== undefined && bytes <= allowed && allowed <= roomy(roomy(bytes))
  const allow = (specifier, [kind, bytes]) => {
    const allowed = old[specifier]?.[kind]
    return [kind, fits(bytes, allowed) ? allowed : roomy(bytes)]
  }
  const budget = [...weighed].map(([specifier, sizes]) => [
    specifier,
    Object.fromEntries(Object.entries(sizes).map((entry) => allow(specifier, entry))),
  ])
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(budget), null, 2)}\n`)
}

function excess(specifier, sizes, allowed) {
  if (!allowed) return [`${specifier} has no budget in ${file} (npm run renew)`]
  return Object.entries(sizes)
    .filter(([kind, bytes]) => bytes > (allowed[kind] ?? 0))
    .map(([kind, bytes]) => `${specifier} weighs ${bytes} bytes (${kind}), its budget is ${allowed[kind] ?? 0}`)
}

/** Doors that weigh more than they may, contracts that are no light ones, and budgets of doors that are gone. */
export function overweight(weighed) {
  const budget = read()
  const heavy = [...weighed].filter(([specifier, { gzip }]) => isContract(specifier) && gzip > contractBytes)
  const gone = Object.keys(budget).filter((specifier) => !weighed.has(specifier))
  return [
    ...[...weighed].flatMap(([specifier, sizes]) => excess(specifier, sizes, budget[specifier])),
    ...heavy.map(([specifier, { gzip }]) => `${specifier} is a contract and weighs ${gzip} of ${contractBytes} bytes`),
    ...gone.map((specifier) => `${file}: there is no door ${specifier}`),
  ]
}

export const contracts = (weighed) => [...weighed.keys()].filter(isContract).length
