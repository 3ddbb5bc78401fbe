/** What each exclamation mark adds, up to four; what each question mark adds, from the second to the third. */
const PER_EXCLAMATION = 0.292
const PER_QUESTION = 0.18
const MANY_QUESTIONS = 0.96

/** What the punctuation of a text adds to its feeling, whichever way that points. */
export function emphasis(text: string): number {
  const exclamations = text.split('!').length - 1
  const questions = text.split('?').length - 1
  return Math.min(exclamations, 4) * PER_EXCLAMATION + questionEmphasis(questions)
}

function questionEmphasis(questions: number): number {
  if (questions <= 1) return 0
  return questions <= 3 ? questions * PER_QUESTION : MANY_QUESTIONS
}
