/** Bytes that are kept: named by their content, so that the same bytes are kept once. */
export interface BlobRef {
  /** `sha256-` and 64 hexadecimal digits. */
  readonly blob: string
  /** Bytes. */
  readonly size: number
}

/** The content-addressed blobs of one tenant. */
export interface Blobs {
  /**
   * Keeps bytes. A blob lives as long as a document names it (`blobs` of its collection), and 24 hours without one:
   * write it before the commit.
   */
  write(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<BlobRef>
  /**
   * The bytes, streamed; checked against the name while they pass.
   *
   * @throws `store/no-blob`, `store/bad-blob`
   */
  read(blob: string): AsyncIterable<Uint8Array>
  has(blob: string): Promise<boolean>
  /** Deletes blobs that no document names and that are older than 24 hours; none while a backup reads. Returns how many. */
  sweep(): Promise<number>
  /**
   * Deletes a blob without waiting for the sweep: unless a document names it, or somebody has written it again at or
   * after that instant and may be about to name it. True if it is gone, or never was.
   */
  forget(blob: string, writtenBefore: Date): Promise<boolean>
}

/** Where blobs lie: what an engine for blobs must be able to do. */
export interface BlobShelf {
  /** Keeps bytes under the hash of their content, and renews the time of what is there already. */
  write(tenant: string, bytes: AsyncIterable<Uint8Array>): Promise<BlobRef>
  /** Undefined if there is none. */
  read(tenant: string, blob: string): Promise<AsyncIterable<Uint8Array> | undefined>
  /** Names of blobs last written before that instant (milliseconds since 1970). */
  older(tenant: string, than: number): AsyncIterable<string>
  /**
   * Puts a blob aside, so that a writer of the same bytes writes anew, and says if it is still older than that instant.
   * Then either `restore` it or `drop` it.
   */
  setAside(tenant: string, blob: string, olderThan: number): Promise<boolean>
  restore(tenant: string, blob: string): Promise<void>
  drop(tenant: string, blob: string): Promise<void>
}
