export { type TelegramConfig, telegram } from './telegram.ts'
