/** One thing that one can type. */
export interface Command {
  readonly use: string
  readonly does: string
  run(rest: string): Promise<void>
}

/** Commands by their names. */
export type CommandTable = Readonly<Record<string, Command>>
