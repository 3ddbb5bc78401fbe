export { type SlackConfig, slack } from './slack.ts'
