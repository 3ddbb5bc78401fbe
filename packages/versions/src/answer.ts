/**
 * Why there is neither a yes nor a no.
 *
 * - `missing-version`: nobody has said which version runs
 * - `unparsable-version`: the version is not one of the scheme, so that it has no place in the order
 * - `unparsable-range`: the range, or a version in it, cannot be read
 * - `other-scheme`: version and range are ordered by different schemes
 * - `unknown-scheme`: no scheme is known for this ecosystem
 * - `unknown-release`: the advisory holds for one release of a distribution, and the asset does not say which one it is
 * - `commits-only`: the range is a range of commits, which only the repository could answer
 * - `nothing-stated`: the advisory names the product, and no version at all
 */
export type Because =
  | 'missing-version'
  | 'unparsable-version'
  | 'unparsable-range'
  | 'other-scheme'
  | 'unknown-scheme'
  | 'unknown-release'
  | 'commits-only'
  | 'nothing-stated'

/**
 * A question about versions has three answers. `unknown` is no mild `no`: somebody has to find out, and `because` says what.
 */
export type Answer =
  | { readonly is: 'yes' }
  | { readonly is: 'no' }
  | { readonly is: 'unknown'; readonly because: Because }

export const yes: Answer = Object.freeze({ is: 'yes' })
export const no: Answer = Object.freeze({ is: 'no' })

export const unknown = (because: Because): Answer => ({ is: 'unknown', because })

/** `yes` or `no`. */
export const answer = (truth: boolean): Answer => (truth ? yes : no)

/** One yes is enough; without it one doubt is enough; `no` needs all (Kleene's strong disjunction). */
export function any(answers: readonly Answer[]): Answer {
  return answers.find((a) => a.is === 'yes') ?? answers.find((a) => a.is === 'unknown') ?? no
}
