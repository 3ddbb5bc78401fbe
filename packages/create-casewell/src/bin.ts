#!/usr/bin/env node
import { run } from './run.ts'

const { stdin, stdout, stderr } = process
const isTerminal = stdin.isTTY && stdout.isTTY
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, cwd: process.cwd(), isTerminal })
