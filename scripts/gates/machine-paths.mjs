// No file knows the machine that it was written on: no absolute path of somebody's home, work or temporary folder.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

// Not after a word, a dot, a tilde or a variable (that is a longer path), nor after `:/` (that is a host).
const personal = /(?<![\w.~$})-]|:\/)\/(?:work|root|private|(?:home|Users)\/\w+)\//
const temporary = /(?<![\w.~$})-]|:\/)\/tmp\//
const isTest = (file) => /(?:^|\/)test\//.test(file)

function pathsIn(file) {
  const text = readFileSync(file, 'utf8')
  if (text.includes('\0')) return [] // not a text
  const isBad = (line) => personal.test(line) || (temporary.test(line) && !isTest(file))
  return text.split('\n').flatMap((line, i) => (isBad(line) ? [`${file}:${i + 1} ${line.trim().slice(0, 100)}`] : []))
}

export function inspect() {
  const known = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8' })
  const files = known.split('\0').filter((file) => file !== '' && existsSync(file))
  return { problems: files.flatMap(pathsIn), summary: `${files.length} files, no path of one machine` }
}
