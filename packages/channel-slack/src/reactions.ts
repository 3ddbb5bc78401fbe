/** Slack names its emoji; customers elsewhere and our desk use the emoji itself. The ones that people react with. */
const names: Readonly<Record<string, string>> = {
  '👍': '+1',
  '👎': '-1',
  '❤️': 'heart',
  '❤': 'heart',
  '😂': 'joy',
  '😄': 'smile',
  '😢': 'cry',
  '😮': 'open_mouth',
  '😡': 'rage',
  '🎉': 'tada',
  '🙏': 'pray',
  '👀': 'eyes',
  '👏': 'clap',
  '🚀': 'rocket',
  '✅': 'white_check_mark',
  '❌': 'x',
  '🔥': 'fire',
  '💯': '100',
  '👋': 'wave',
  '🤔': 'thinking_face',
}
const emojis = new Map(Object.entries(names).map(([emoji, name]) => [name, emoji]))

/** Slack's name for a reaction; a word is taken for a name of Slack's already. */
export const nameOf = (reaction: string): string | undefined =>
  /^[\w+'-]+$/.test(reaction) ? reaction : names[reaction]

/** The emoji of a name, or the name itself: a workspace has emoji of its own. */
export const emojiOf = (name: string): string => emojis.get(name.split('::')[0] ?? name) ?? name
