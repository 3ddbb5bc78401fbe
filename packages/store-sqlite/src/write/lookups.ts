import type { RawCommit } from '@casewell/store'
import { type Connection, first, type Statement } from '../connection/connection.ts'
import type { Names } from '../file/names.ts'
import type { StoredDoc } from './draft-doc.ts'
import { entriesIn } from './entry-text.ts'
import { type Source, TenantDraft } from './tenant-draft.ts'

/** One commit and the tenant it is for. */
export interface Task {
  readonly tenant: TenantDraft
  readonly commit: RawCommit
}

/** A number that nothing has: what is not in the file under its name is not found under this. */
const nothing = 0

/** What must be known of the file before commits can be decided: each kind by one statement for all of them. */
export class Lookups {
  readonly #names: Names
  readonly #head: Statement<{ commits: number; position: number }>
  readonly #docs: Statement<StoredDoc & { at: number }>
  readonly #holders: Statement<{ at: number; id: string }>
  readonly #any: Statement

  constructor(connection: Connection, names: Names) {
    this.#names = names
    this.#head = connection.prepare('SELECT commits, position FROM tenants WHERE name = ?')
    this.#docs = connection.prepare(`
      SELECT w.key AS at, d.num, d.version, d.json IS NULL AS erased, d.entries
      FROM json_each(?) w CROSS JOIN docs d ON d.collection = w.value ->> 0 AND d.id = w.value ->> 1`)
    this.#holders = connection.prepare(`
      SELECT w.key AS at, e.id
      FROM json_each(?) w CROSS JOIN entries e ON e.space = w.value ->> 0 AND e.key = w.value ->> 1
      ORDER BY at, e.id`)
    this.#any = connection.prepare('SELECT 1 FROM entries WHERE space = ? AND key = ? LIMIT 1')
  }

  /** The commits with their tenants, who know of the file what the commits depend on. */
  tasks(commits: readonly RawCommit[]): readonly Task[] {
    const tenants = new Map<string, TenantDraft>()
    const tasks = commits.map((commit) => {
      const tenant = tenants.get(commit.tenant) ?? this.#tenant(commit.tenant)
      tenants.set(commit.tenant, tenant)
      for (const { collection, id } of commit.writes) tenant.doc(collection, id)
      return { tenant, commit }
    })
    this.#findDocs([...tenants.values()])
    this.#findHolders(tasks)
    return tasks
  }

  #tenant(name: string): TenantDraft {
    const tenant = new TenantDraft(name, this.#source(name))
    const head = first(this.#head.all([name]))
    if (head) tenant.stands(head.commits, head.position)
    return tenant
  }

  #findDocs(tenants: readonly TenantDraft[]): void {
    const wanted = tenants.flatMap((tenant) => [...tenant.docs()].map((doc) => ({ tenant, doc })))
    if (wanted.length === 0) return
    const names = wanted.map(({ tenant, doc }) => [this.#number(tenant.name, doc.collection), doc.id])
    for (const row of this.#docs.all([JSON.stringify(names)])) wanted[row.at]?.doc.found(row)
  }

  /** Of every unique key that a document shall have. */
  #findHolders(tasks: readonly Task[]): void {
    const wanted = tasks.flatMap(({ tenant, commit }) => uniqueKeys(commit).map((entry) => ({ tenant, ...entry })))
    if (wanted.length === 0) return
    const keys = wanted.map(({ tenant, space, key }) => [this.#number(tenant.name, space), key])
    const ids = wanted.map((): string[] => [])
    for (const { at, id } of this.#holders.all([JSON.stringify(keys)])) ids[at]?.push(id)
    for (const [at, { tenant, space, key }] of wanted.entries()) tenant.know(space, key, ids[at] ?? [])
  }

  #source(tenant: string): Source {
    return {
      isReferenced: (space, key) => this.#any.all([this.#number(tenant, space), key]).length > 0,
      entries: (text) => entriesIn(text, (space) => this.#names.nameOf(space)),
    }
  }

  #number(tenant: string, name: string): number {
    const number = this.#names.tenant(tenant)
    return number === undefined ? nothing : (this.#names.name(number, name) ?? nothing)
  }
}

function uniqueKeys({ writes }: RawCommit) {
  return writes.flatMap(({ entries = [] }) => entries.filter((entry) => entry.unique))
}
