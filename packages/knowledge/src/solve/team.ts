/** The team's eyes: suggestions are laid before an agent, who decides what is sent. */
export const team = { audience: 'internal', proficiency: 'reader' } as const
