import type { Arrival } from '../../src/conformance/index.ts'

interface Body {
  readonly key?: string
  readonly id?: string
  readonly chat?: string
  readonly text?: string
  readonly files?: readonly string[]
}

/** A vendor of messages that knows a repetition by its key. */
export function courierVendor() {
  const arrived: Arrival[] = []
  const byKey = new Map<string, string>()
  const take = ({ key = '', chat = '', text = '', files = [] }: Body): string => {
    const known = byKey.get(key)
    if (known !== undefined) return known
    const id = `v-${byKey.size + 1}`
    byKey.set(key, id)
    arrived.push({
      thread: chat,
      text,
      files: files.map((file) => Buffer.from(file, 'base64')),
    })
    return id
  }
  return {
    arrived: arrived as readonly Arrival[],
    async answer(request: Request): Promise<Response> {
      const { pathname } = new URL(request.url)
      if (pathname.startsWith('/file/')) return new Response('bytes of a file')
      if (!request.headers.get('authorization')) return Response.json({ error: 'who are you?' }, { status: 401 })
      const body = (await request.json()) as Body // the courier of this test sends nothing else
      if (pathname === '/send') return Response.json({ id: take(body) })
      return Response.json({ id: body.id })
    },
  }
}
