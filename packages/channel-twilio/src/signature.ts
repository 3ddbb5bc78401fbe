import { createHmac, hash } from 'node:crypto'
import { formOf, type Http, isSecret } from '@casewell/channel/contract'

/**
 * Twilio's signature of a request: the URL as Twilio called it and, of a form, each name and value in the order of the
 * names, equal pairs once (https://www.twilio.com/docs/usage/security#validating-requests).
 *
 * @example
 * ```ts
 * import { signatureOf } from '@casewell/channel-twilio'
 *
 * const form = new URLSearchParams({ CallSid: 'CA1234567890ABCDE', Caller: '+14158675309', Digits: '1234', From: '+14158675309', To: '+18005551212' })
 * console.log(signatureOf('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', form)) // RSOYDt4T1cUTdK1PDd93/VVr8B8=
 * ```
 */
export function signatureOf(authToken: string, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort()
  const valuesOf = (name: string) => [...new Set(form.getAll(name))].sort()
  const fields = names.flatMap((name) => valuesOf(name).map((value) => name + value))
  return createHmac('sha1', authToken)
    .update(url + fields.join(''))
    .digest('base64')
}

/**
 * Was it signed with one of the tokens? A body that is no form is signed by a hash of it in the URL.
 *
 * @example
 * ```ts
 * import { isSignedByTwilio } from '@casewell/channel-twilio'
 *
 * // Twilio's own example
 * const form = 'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212'
 * const headers = new Headers({ 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' })
 * const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
 * const request = { method: 'POST', url, headers, body: new TextEncoder().encode(form) }
 * console.log(isSignedByTwilio(request, url, '12345'), isSignedByTwilio(request, url, '54321')) // true false
 * ```
 */
export function isSignedByTwilio(request: Http, url: string, tokens: string | readonly string[]): boolean {
  const given = request.headers.get('x-twilio-signature')
  const bodyHash = new URL(url).searchParams.get('bodySHA256')
  const form = bodyHash === null ? formOf(request) : new URLSearchParams()
  if (bodyHash !== null && hash('sha256', request.body) !== bodyHash) return false
  return [tokens].flat().some((token) => token !== '' && isSecret(signatureOf(token, url, form), given))
}
