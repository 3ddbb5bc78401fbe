/** One way to name or reach a person on a channel. The desk's own `Handle` has the same shape. */
export interface ChannelHandle {
  /** `user` is an account id that the vendor declares. */
  readonly kind: 'email' | 'phone' | 'user'
  readonly value: string
  /** How sure the channel is that whoever writes owns it. */
  readonly assurance: 'verified' | 'asserted' | 'unverified'
}

/** Somebody who takes part. */
export interface Party {
  readonly handle: ChannelHandle
  readonly name?: string
}
