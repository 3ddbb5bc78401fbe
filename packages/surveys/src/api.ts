import type { Completeness } from './answers.ts'
import type { SurveyInput } from './definition.ts'
import type { AnswerOutcome, Invitation } from './invitation.ts'
import type { PolicyInput } from './policy.ts'

/** How surveys are set up. */
export interface SurveysOptions {
  readonly surveys: readonly SurveyInput[]
  /** Whom each is sent to, and when; the first policy that fits a case decides. */
  readonly policies: readonly PolicyInput[]
  /** Where `handle` can be reached from outside: `https://help.example.com/survey`. */
  readonly baseUrl: string
  /** Where a customer's language is not known or not there. @defaultValue `'en'` */
  readonly language?: string
  /** More languages, as they came from files; one of a known language replaces it. */
  readonly translations?: readonly unknown[]
  /**
   * Custom fields that answers can be counted by: of the case, and of the customer. Where no field tells the product, the
   * register of assets does, if there is one and it names one product.
   */
  readonly facets?: { readonly product?: string; readonly segment?: string }
}

/** What `desk.use` hands back. */
export interface SurveysApi {
  /** Answers requests to the pages behind the links: a Web-standard handler for any server. */
  handle(request: Request): Promise<Response>
  /**
   * Asks about a case now, whatever the policies say. With a channel, an invitation is sent there; without, only the
   * link is made: for an app, or for the menu at the end of a call.
   *
   * @throws `surveys/unknown-survey`, `surveys/no-way`
   */
  ask(caseId: string, how: { readonly survey: string; readonly channel?: string }): Promise<Asked>
  /**
   * Records an answer that came some other way: a key of a telephone, a button in an app.
   *
   * @throws `surveys/no-invitation`, `surveys/bad-answers`
   */
  answer(
    invitation: string,
    answers: unknown,
    how: { readonly via: string; readonly need?: Completeness },
  ): Promise<AnswerOutcome['is']>
  /** The customer is not asked any more. */
  decline(customer: string, via: string): Promise<void>
  /** @throws `surveys/no-invitation` */
  invitation(id: string): Promise<Invitation>
  linkOf(invitation: string, answer?: number): string
}

/** An invitation, and where it can be answered. */
export interface Asked {
  readonly invitation: string
  readonly link: string
}
