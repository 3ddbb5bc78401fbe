// The tests without the steps before them, on the Node that this is started with.
import { testsAlone } from './test.mjs'

process.exitCode = await testsAlone(process.argv.slice(2))
