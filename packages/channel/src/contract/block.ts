/** A piece of a message that every channel can show, if need be as text. */
export type Block = TextBlock | FileBlock

export interface TextBlock {
  readonly t: 'text'
  readonly text: string
}

/** A file: fetched later by `file(ref)`, or with its bytes at once where they came along. */
export interface FileBlock {
  readonly t: 'file'
  /** How the channel names it. */
  readonly ref: string
  readonly name: string
  /** Media type. */
  readonly mime: string
  readonly bytes?: Uint8Array
  /** Content-ID under which the message's HTML shows it. */
  readonly cid?: string
}
