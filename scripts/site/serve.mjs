// Shows the built site on loopback: node scripts/site/serve.mjs [port] [path to have it under, as /docs/]
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { root } from './sources.mjs'

const folder = join(root, 'docs/api')
const [port = '8080', under = '/'] = process.argv.slice(2)

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

/** The file that a path names; undefined if there is none, or if it stands outside of the site. */
function fileOf(path) {
  if (!path.startsWith(under)) return undefined
  const named = normalize(decodeURIComponent(path.slice(under.length)) || 'index.html')
  const file = join(folder, named)
  return file.startsWith(folder) && existsSync(file) && statSync(file).isFile() ? file : undefined
}

const server = createServer((request, response) => {
  const file = fileOf(new URL(request.url, 'http://localhost').pathname)
  if (!file) {
    response.writeHead(404).end('There is no such page.')
    return
  }
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
  createReadStream(file).pipe(response)
})
server.listen(Number(port), '127.0.0.1', () => {
  console.log(`The site is at http://127.0.0.1:${server.address().port}${under}`)
})
