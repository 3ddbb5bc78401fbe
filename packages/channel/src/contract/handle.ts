/** One way to name or reach a person on a channel. The desk's own `Handle` has the same shape. */
export interface ChannelHandle {
  /** `user` is an account id that the vendor declares. */
  readonly kind: 'email' | 'phone' | 'user'
  /** An address; a number in E.164 (`+4930…`); an account with its issuer (`telegram:42`). */
  readonly value: string
  /**
   * How sure the channel is that whoever writes owns it: `verified` by the vendor or by a signature, `asserted` by a
   * system that we trust, `unverified` by nobody (the From of a mail).
   */
  readonly assurance: 'verified' | 'asserted' | 'unverified'
}

/** Somebody who takes part. */
export interface Party {
  readonly handle: ChannelHandle
  readonly name?: string
  /** Other handles of the same person, as the vendor declares them: the e-mail address of an account, its telephone number. */
  readonly also?: readonly ChannelHandle[]
}
