import { LANGUAGE } from "./en";
import { settings } from "./en.settings";
import { problemText as ofProvider } from "./provider";
import { translator } from "./translate";

/** The languages that there are texts in. */
export const LANGUAGES: readonly string[] = [LANGUAGE];

export const t = translator(LANGUAGE, settings);

/** A language's name in itself, such as "Deutsch". */
export function languageName(language: string): string {
  return new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
}

export function problemText(code: string): string {
  switch (code) {
    case "password_mismatch":
    case "name_missing":
      return t(`problem.${code}`);
    default:
      return ofProvider(code);
  }
}
