/** A piece of a message. What a channel cannot show, the runtime has turned into text before the channel sees it. */
export type Block = TextBlock | FileBlock | ButtonsBlock | ChoiceBlock | CardBlock | FormBlock | TemplateBlock

/** Plain text, in paragraphs. */
export interface TextBlock {
  readonly t: 'text'
  readonly text: string
}

/** A file: fetched later by `file(ref)`, or with its bytes at once where they came along. On its way out it has bytes. */
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

/** Something to press: with a `url` it opens a page, without one it comes back as an `action` with its `id`. */
export interface Button {
  readonly id: string
  readonly label: string
  readonly url?: string
}

/** A question with buttons under it. */
export interface ButtonsBlock {
  readonly t: 'buttons'
  readonly text: string
  readonly buttons: readonly Button[]
}

/** A question with a list to choose one from: the chosen option's `id` comes back as an `action` about block `id`. */
export interface ChoiceBlock {
  readonly t: 'choice'
  readonly id: string
  readonly text: string
  readonly options: readonly { readonly id: string; readonly label: string; readonly description?: string }[]
}

/** Something with a title, a few facts and perhaps a picture: an order, an article, an appointment. */
export interface CardBlock {
  readonly t: 'card'
  readonly title: string
  readonly text?: string
  readonly fields?: readonly { readonly label: string; readonly value: string }[]
  readonly image?: FileBlock
  readonly url?: string
}

/** Fields to fill in: the answers come back as the `values` of an `action` about block `id`. */
export interface FormBlock {
  readonly t: 'form'
  readonly id: string
  readonly title: string
  readonly fields: readonly {
    readonly id: string
    readonly label: string
    readonly type: 'text' | 'number' | 'date' | 'email'
  }[]
}

/** A text that the vendor has approved beforehand: often the only thing allowed outside the reply window. */
export interface TemplateBlock {
  readonly t: 'template'
  readonly name: string
  /** As the vendor names it: `en_US`, `zh_CN`. */
  readonly language: string
  readonly parameters: readonly string[]
  /** What the customer will read: for the case, and for channels without templates. */
  readonly text: string
}
