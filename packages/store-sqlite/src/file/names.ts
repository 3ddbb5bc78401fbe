import { type Connection, first, type Statement } from '../connection/connection.ts'

/** The numbers of tenants and of names within them. They never change, so what was read once is kept. */
export class Names {
  readonly #tenants = new Map<string, number>()
  readonly #names = new Map<number, Map<string, number>>()
  readonly #byId = new Map<number, string>()
  readonly #findTenant: Statement<{ id: number }>
  readonly #addTenant: Statement
  readonly #findName: Statement<{ id: number }>
  readonly #addName: Statement
  readonly #nameOf: Statement<{ name: string }>

  constructor(connection: Connection) {
    this.#findTenant = connection.prepare('SELECT id FROM tenants WHERE name = ?')
    this.#addTenant = connection.prepare('INSERT INTO tenants (name, commits, position) VALUES (?, 0, 0)')
    this.#findName = connection.prepare('SELECT id FROM names WHERE tenant = ? AND name = ?')
    this.#addName = connection.prepare('INSERT INTO names (tenant, name) VALUES (?, ?)')
    this.#nameOf = connection.prepare('SELECT name FROM names WHERE id = ?')
  }

  tenant(name: string): number | undefined {
    const known = this.#tenants.get(name)
    if (known !== undefined) return known
    const found = first(this.#findTenant.all([name]))?.id
    if (found !== undefined) this.#tenants.set(name, found)
    return found
  }

  /** Gives a number to a tenant that has none: inside a transaction only. */
  tenantOrNew(name: string): number {
    const known = this.tenant(name)
    if (known !== undefined) return known
    this.#addTenant.run([name])
    return this.tenantOrNew(name)
  }

  /** The number of a collection or of an index. */
  name(tenant: number, name: string): number | undefined {
    const known = this.#names.get(tenant)?.get(name)
    if (known !== undefined) return known
    const found = first(this.#findName.all([tenant, name]))?.id
    if (found !== undefined) this.#keep(tenant, name, found)
    return found
  }

  /** Gives a number to a name that has none: inside a transaction only. */
  nameOrNew(tenant: number, name: string): number {
    const known = this.name(tenant, name)
    if (known !== undefined) return known
    this.#addName.run([tenant, name])
    return this.nameOrNew(tenant, name)
  }

  /** What a number stands for. */
  nameOf(id: number): string {
    const known = this.#byId.get(id) ?? first(this.#nameOf.all([id]))?.name ?? ''
    this.#byId.set(id, known)
    return known
  }

  /** After a transaction that came to nothing: numbers that it gave are void. */
  forget(): void {
    this.#tenants.clear()
    this.#names.clear()
    this.#byId.clear()
  }

  #keep(tenant: number, name: string, id: number): void {
    const names = this.#names.get(tenant) ?? new Map<string, number>()
    this.#names.set(tenant, names.set(name, id))
    this.#byId.set(id, name)
  }
}
