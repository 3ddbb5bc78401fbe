/** What one can choose from, in the order in which it is shown: a name for the command line, and words for people. */
export interface Offer<Name extends string> {
  readonly name: Name
  readonly label: string
  readonly hint: string
}

const offer = <Name extends string>(name: Name, label: string, hint: string): Offer<Name> => ({ name, label, hint })

/** Where everything is kept. */
export const stores = [
  offer('sqlite', 'SQLite', 'one file, nothing to install'),
  offer('postgres', 'Postgres', 'several processes and machines'),
  offer('memory', 'Memory', 'forgets everything: to look around'),
] as const

/** How customers reach the desk. */
export const channels = [
  offer('email', 'E-mail', 'a mailbox and SMTP'),
  offer('webhook', 'Your own application', 'signed JSON both ways'),
  offer('telegram', 'Telegram', 'a bot'),
  offer('slack', 'Slack', 'an app in your workspace'),
  offer('whatsapp', 'WhatsApp', 'Cloud API'),
  offer('line', 'LINE', 'an Official Account'),
  offer('wecom', 'WeCom', '企业微信, an application'),
  offer('twilio', 'SMS', 'a number at Twilio'),
] as const

/** What the desk can do besides. */
export const features = [
  offer('knowledge', 'Knowledge', 'articles, suggested on the open case'),
  offer('surveys', 'Surveys', 'ask how it went'),
  offer('scores', 'Scores', 'satisfaction and first contact resolution, with a report'),
  offer('assets', 'Assets', 'what each customer runs'),
] as const

/** The name of a store on the command line. */
export type StoreName = (typeof stores)[number]['name']
/** The name of a channel on the command line. */
export type ChannelName = (typeof channels)[number]['name']
/** The name of a feature on the command line. */
export type FeatureName = (typeof features)[number]['name']

/** What a project is made of. */
export interface Choices {
  /** The name in its package.json. */
  readonly name: string
  readonly store: StoreName
  readonly channels: readonly ChannelName[]
  readonly features: readonly FeatureName[]
}

/** What is taken where nobody chooses. */
export const usual = { folder: 'my-desk', store: 'sqlite', channels: ['email'], features: [] } as const
