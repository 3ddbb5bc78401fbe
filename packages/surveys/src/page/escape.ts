const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as it stands in an element or in a quoted attribute. */
export const escapeHtml = (text: string | number): string => String(text).replace(/[&<>"']/g, (c) => entities[c] ?? c)
