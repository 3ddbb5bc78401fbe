/** What a channel can do beyond text, both ways. What it cannot do, it does not declare; what it declares, the kit proves. */
export interface Can {
  /** `in`: files that come in are fetched by `file()`. `out`: `send` takes file blocks along. */
  readonly files?: 'in' | 'out' | 'both'
  /** Changes a message that was sent: `edit()`. */
  readonly edit?: true
  /** Takes back a message that was sent: `delete()`. */
  readonly delete?: true
  /** Reacts to a message: `react()`. */
  readonly react?: true
  /** Shows that somebody is writing: `typing()`. */
  readonly typing?: true
  /** Tells the far side that a message was read: `read()`. */
  readonly read?: true
  /** Writes first, to somebody known only by a handle: `threadFor()`. */
  readonly proactive?: true
  /** `send` takes these blocks as they are; without it they come as text. */
  readonly buttons?: true
  readonly choice?: true
  readonly card?: true
  readonly form?: true
  readonly template?: true
  /** The far side tells later how a message fared: `decode` gives `delivery`. */
  readonly deliveries?: true
}

/** How much fits. What does not fit is divided, or comes as text; nothing is ever cut off. */
export interface Limits {
  /** UTF-16 code units of the text of one `send`. */
  readonly textChars?: number
  /** UTF-8 bytes of the text of one `send`. */
  readonly textBytes?: number
  /** Blocks in one `send`. With 1, every `send` is about one block. */
  readonly blocks?: number
  /** Bytes of one file. A larger one is not sent, and the case is told. */
  readonly fileBytes?: number
  /** Buttons of one block. */
  readonly buttons?: number
  /** Options of one choice. */
  readonly options?: number
  /** UTF-16 code units of the label of a button or an option. */
  readonly labelChars?: number
  /** UTF-16 code units of the text above buttons or options. @defaultValue textChars */
  readonly promptChars?: number
  /** Milliseconds after the customer's last message in which we may answer freely; later only a template goes out. */
  readonly replyWindowMs?: number
}

/** How fast an account may send. An answer of "too many requests" is heeded besides. */
export interface Rate {
  readonly perSecond?: number
  /** Attempts side by side. @defaultValue 4 */
  readonly inFlight?: number
  /** In one thread. */
  readonly perThreadPerSecond?: number
}
