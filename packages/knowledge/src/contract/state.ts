import * as z from 'zod'

/** How far an article can be trusted (KCS v6). No life cycle is linear: any state may follow any other. */
export const Confidence = z.enum(['wip', 'not-validated', 'validated', 'archived'])
export type Confidence = z.output<typeof Confidence>

/** For whose eyes an article is, from the fewest to all (KCS v6). */
export const Audience = z.enum(['internal', 'partner', 'customer', 'public'])
export type Audience = z.output<typeof Audience>

/** Who may change it: whoever knows better, or only those who answer for it (KCS v6). */
export const Governance = z.enum(['experience', 'compliance'])
export type Governance = z.output<typeof Governance>

/** Three answers to three questions; none follows from another. */
export const ArticleState = z.object({ confidence: Confidence, audience: Audience, governance: Governance })
export type ArticleState = z.output<typeof ArticleState>

/** Every state that an article can be in. */
export const allStates: readonly ArticleState[] = Confidence.options.flatMap((confidence) =>
  Audience.options.flatMap((audience) =>
    Governance.options.map((governance) => ({ confidence, audience, governance })),
  ),
)
