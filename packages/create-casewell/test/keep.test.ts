import { expect, test } from 'vitest'
import { keep } from '../src/keep.ts'

const words = (...all: readonly string[]): ReadonlySet<string> => new Set(all)

test('[NEW4] a marked line stays for any of its words, an unmarked one for all', () => {
  const text = "import { a } from 'a' // if a\nimport { b } from 'b' // if b c\nrun()\n"
  expect(keep(text, words('a'))).toBe("import { a } from 'a'\nrun()\n")
  expect(keep(text, words('c'))).toBe("import { b } from 'b'\nrun()\n")
  expect(keep(text, words())).toBe('run()\n')
})

test('[NEW4] a marked block stays or goes as a whole, in the comments of each language', () => {
  const blocks = ['// if a\none\ntwo\n// end\n', '# if a\none\ntwo\n# end\n', '<!-- if a -->\none\ntwo\n<!-- end -->\n']
  for (const block of blocks) {
    expect(keep(`head\n${block}tail\n`, words('a'))).toBe('head\none\ntwo\ntail\n')
    expect(keep(`head\n${block}tail\n`, words('b'))).toBe('head\ntail\n')
  }
})

test('[NEW4] no two empty lines are left where something went', () => {
  expect(keep('head\n\n// if a\none\n// end\n\ntail\n', words())).toBe('head\n\ntail\n')
})

test('[NEW4] a comment that only begins like a mark is none', () => {
  expect(keep('go() // if, and only if, it is green\n', words())).toBe('go() // if, and only if, it is green\n')
})
