import type { Account } from './account.ts'
import type { Http } from './contract/definition.ts'
import type { Intake } from './inbound/intake.ts'

/** Bytes of the largest webhook body. */
const largestBody = 5 * 1024 * 1024

/** Verifies, decodes and takes in one request; a 2xx means that everything in it is durable. */
export async function handleWebhook(
  request: Request,
  { definition, context, desk }: Account,
  intake: Intake,
): Promise<Response> {
  const { webhook } = definition
  if (!webhook) return refusal(404, 'channel/no-webhook')
  if (Number(request.headers.get('content-length') ?? 0) > largestBody) return refusal(413, 'channel/too-large')
  const body = new Uint8Array(await request.arrayBuffer())
  if (body.length > largestBody) return refusal(413, 'channel/too-large')
  const http: Http = { method: request.method, url: request.url, headers: request.headers, body }
  if (!webhook.verify(http, context.config, await desk.read.now())) return refusal(401, 'channel/bad-signature')
  await intake.accept(webhook.decode(http, context.config))
  return new Response(null, { status: 204 })
}

const refusal = (status: number, code: string): Response => Response.json({ code }, { status })
