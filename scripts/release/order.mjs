// In which order packages are published: each after all that it needs, so that what is out can always be installed.

/** @param all - the packages, as `packages()` gives them */
export function inOrder(all) {
  const byName = new Map(all.map((pkg) => [pkg.manifest.name, pkg]))
  const ordered = new Set()
  const visit = (pkg) => {
    const { dependencies = {}, peerDependencies = {} } = pkg.manifest
    for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
      const below = byName.get(name)
      if (below && !ordered.has(below)) visit(below)
    }
    ordered.add(pkg)
  }
  for (const pkg of all) visit(pkg)
  return [...ordered]
}
