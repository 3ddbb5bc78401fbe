export { seal, signatureOf } from './envelope.ts'
export { type WecomConfig, wecom } from './wecom.ts'
