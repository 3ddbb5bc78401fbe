// Runs on any Node that knows modules, so it uses nothing newer.

/** The reason why this Node is too old, or undefined. */
export function tooOld(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return undefined
  return `Node ${version} is too old: Casewell needs Node 20.19 or later (https://nodejs.org/en/download).`
}

/** Ends the process with a sentence instead of a syntax error from somewhere deep inside. */
export function refuseOldNode(version) {
  const reason = tooOld(version)
  if (reason === undefined) return
  console.error(reason)
  process.exit(1)
}
