/**
 * Stands for the details of an error whose message is to be shown without any. Whatever is read of it prints as its
 * name, and what a method makes of a value prints as the value: `${d.spaces} spaces` becomes `{spaces} spaces`, and
 * `${d.codes.join(', ')}` becomes `{codes}`.
 *
 * @param name - the path of the value, as in `car.plate`; empty for the details themselves
 */
export function placeholder(name = '', owner = name) {
  const text = () => `{${name}}`
  return new Proxy(text, {
    get(_, key) {
      if (key === Symbol.toPrimitive || key === 'toString' || key === 'toJSON') return text
      if (key === Symbol.iterator) return () => [placeholder(name)].values()
      return typeof key === 'symbol' ? undefined : placeholder(name === '' ? key : `${name}.${key}`, name)
    },
    has: () => true,
    apply: () => placeholder(owner),
  })
}
