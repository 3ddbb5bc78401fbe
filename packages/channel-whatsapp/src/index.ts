export { type WhatsappConfig, whatsapp } from './whatsapp.ts'
