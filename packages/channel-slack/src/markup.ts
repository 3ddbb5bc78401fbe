/** Slack's `&`, `<` and `>` as text, and its links and mentions as what they show (https://docs.slack.dev/messaging/formatting-message-text). */
export const plain = (text: string): string =>
  text
    .replace(/<([^<>|]*)\|([^<>]*)>/g, (_, target: string, label: string) =>
      /^https?:|^mailto:/.test(target) ? `${label} (${target})` : label,
    )
    .replace(/<([@#!]?)([^<>]*)>/g, (_, sign: string, target: string) => `${sign === '!' ? '@' : sign}${target}`)
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** Text that Slack shows as it is. */
export const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
