/** A mail as bytes: header fields, a blank line, a body; lines end in CRLF. */
export function letter(fields: Readonly<Record<string, string>>, body = 'Hello.\n'): Uint8Array {
  const head = Object.entries({
    From: 'Bob <bob@example.org>',
    To: 'help@aurora.example',
    Subject: 'No sound',
    ...fields,
  })
  const text = `${head.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${body}`
  return new TextEncoder().encode(text.replace(/\n/g, '\r\n'))
}
