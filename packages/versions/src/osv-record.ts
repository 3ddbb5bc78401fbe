/** One change on the line of versions; of the four, one. */
export interface OsvEvent {
  /** Affected from here on; `0` is before every version. */
  readonly introduced?: string
  /** No longer affected from here on. */
  readonly fixed?: string
  /** No longer affected after this. */
  readonly last_affected?: string
  /** The range says nothing from here on; `*` is the end. */
  readonly limit?: string
}

/** A range of an OSV record. */
export interface OsvRange {
  /** `SEMVER`, `ECOSYSTEM` or `GIT`. */
  readonly type: string
  readonly events: readonly OsvEvent[]
}

/** What an OSV record says of one package. */
export interface OsvAffected {
  readonly package?: { readonly ecosystem?: string; readonly name: string }
  readonly ranges?: readonly OsvRange[]
  /** Single versions that are affected, as the ecosystem writes them. */
  readonly versions?: readonly string[]
}

/** The part of an OSV record that says whom it concerns, https://ossf.github.io/osv-schema/. All other fields may stay. */
export interface OsvRecord {
  /** Since when the record no longer stands. A withdrawn record affects nobody. */
  readonly withdrawn?: string
  readonly affected?: readonly OsvAffected[]
}
