export { signWebhook } from './standard-webhooks.ts'
export { type WebhookConfig, webhook } from './webhook.ts'
