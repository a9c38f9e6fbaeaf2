/** The form of a language's texts. A page fetches those of its own language alone, as `/texts/es.js`, together with the panel. */

/** By category of `Intl.PluralRules`, or one for all of them. */
export type Counted = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

export interface Texts {
  openChat: string;
  /** With `{count}`. */
  newMessages: Counted;
  loading: string;
  notLoaded: string;
  tryAgain: string;
  ownWindow: string;
  close: string;
  patientFrame: string;
  providerFrame: string;
  alertMessages: string;
  alertArrivals: string;
  alertTest: string;
  hideChat: string;
  visitNext: string;
  /** With `{count}`. */
  visitPlace: string;
  visitWaiting: string;
  visitCalled: string;
  visitEnded: string;
}

export function counted(text: Counted, number: number, language: string): string {
  const form =
    typeof text === "string" ? text : (text[new Intl.PluralRules(language).select(number)] ?? text.other);
  return form.replace("{count}", new Intl.NumberFormat(language).format(number));
}
