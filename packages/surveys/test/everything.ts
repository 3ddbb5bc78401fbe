import { defineSurvey } from '../src/index.ts'
import type { SurveyScene } from './scene.ts'

/** What nobody may slip into a page. */
export const markup = '<script>alert(1)</script>"\'&<img src=x>'

/** Every kind of question at once. */
export const everything = defineSurvey({
  id: 'everything',
  version: 1,
  questions: [
    { id: 'csat', kind: 'csat' },
    { id: 'nps', kind: 'nps' },
    { id: 'ease', kind: 'scale', min: -2, max: 2 },
    { id: 'call-back', kind: 'kano', feature: 'call-back', withImportance: true },
    { id: 'way', kind: 'choice', options: ['mail', 'phone'] },
    { id: 'why', kind: 'text', isOptional: true },
  ],
  texts: {
    en: {
      title: `Everything ${markup}`,
      questions: {
        csat: { ask: 'How satisfied are you?', low: 'very dissatisfied', high: 'very satisfied' },
        nps: { ask: 'Would you recommend us?', low: 'not at all likely', high: 'extremely likely' },
        ease: { ask: `How easy was it? ${markup}` },
        'call-back': {
          ask: 'If we call you back, how do you feel?',
          absent: 'If we do not call you back, how do you feel?',
        },
        way: { ask: 'Which way do you like?', options: { mail: 'E-mail', phone: markup } },
        why: { ask: 'Why?' },
      },
    },
  },
})

/** Somebody writes and is asked: the link of the invitation. */
export async function asked(scene: SurveyScene, survey: string): Promise<string> {
  const id = await scene.write('Hello?')
  return (await scene.api.ask(id, { survey })).link
}
