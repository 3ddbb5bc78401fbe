import type { Translation } from '../translation.ts'

export const de: Translation = {
  language: 'de',
  direction: 'ltr',
  page: {
    optional: 'freiwillig',
    send: 'Absenden',
    missing: 'Es fehlt noch etwas',
    required: 'Bitte wählen Sie eine Antwort.',
    thanks: 'Vielen Dank. Ihre Antwort wurde gezählt.',
    replaced: 'Vielen Dank. Ihre neue Antwort hat die frühere ersetzt.',
    already:
      'Ihre Antwort liegt uns schon vor. Wenn Sie es sich anders überlegt haben, senden Sie eine neue: sie ersetzt die alte.',
    expired:
      'Diese Umfrage ist beendet. Es wurde nichts gezählt. Sie erreichen uns, indem Sie auf unsere letzte Nachricht antworten.',
    unknown:
      'Wir kennen diesen Link nicht. Es wurde nichts gezählt. Bitte öffnen Sie den Link in unserer Nachricht noch einmal.',
    notYet: 'Diese Umfrage hat noch nicht begonnen oder wurde abgesagt. Es wurde nichts gezählt.',
    decline: 'Bitte nicht mehr fragen',
    declined: 'Wir fragen Sie nicht mehr. Danke für den Hinweis.',
  },
  message: {
    reply: 'Antworten Sie mit einer Zahl von {min} ({low}) bis {max} ({high}), oder hier:',
    link: 'Bitte antworten Sie hier:',
    reminder: 'Wir wüssten immer noch gern:',
    stop: 'Wenn Sie keine Fragen mehr von uns möchten, antworten Sie {stop}.',
  },
  stopWords: ['STOPP', 'stop', 'abmelden', 'keine Umfragen mehr'],
  kano: {
    answers: [
      'Das würde mich sehr freuen',
      'Das setze ich voraus',
      'Das ist mir egal',
      'Das kann ich in Kauf nehmen',
      'Das würde mich sehr stören',
    ],
    importance: 'Wie wichtig ist Ihnen das? 1: gar nicht, 9: äußerst',
  },
  surveys: {
    csat: {
      title: 'Ihr Anliegen',
      questions: {
        csat: {
          ask: 'Wie zufrieden sind Sie damit, wie wir Ihr Anliegen bearbeitet haben?',
          low: 'sehr unzufrieden',
          high: 'sehr zufrieden',
        },
        comment: { ask: 'Was war der Grund für Ihre Antwort?' },
      },
    },
    nps: {
      title: 'Würden Sie uns empfehlen?',
      questions: {
        nps: {
          ask: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
          low: 'äußerst unwahrscheinlich',
          high: 'äußerst wahrscheinlich',
        },
        comment: { ask: 'Was war der Grund für Ihre Antwort?' },
      },
    },
    ces: {
      title: 'Ihr Anliegen',
      questions: {
        ces: {
          ask: 'Das Unternehmen hat es mir leicht gemacht, mein Anliegen zu klären.',
          low: 'stimme überhaupt nicht zu',
          high: 'stimme voll und ganz zu',
        },
        comment: { ask: 'Was war der Grund für Ihre Antwort?' },
      },
    },
  },
}
