/** The languages that there are texts in, and which of them a reader gets. Pure. */

/** By their own names, in the alphabet's order: those who look for theirs need not know another. */
export const LANGUAGES = {
  de: "Deutsch",
  en: "English",
  es: "Español",
  fil: "Filipino (Tagalog)",
  fr: "Français",
  it: "Italiano",
  ht: "Kreyòl ayisyen",
  pl: "Polski",
  pt: "Português",
  vi: "Tiếng Việt",
  ru: "Русский",
  uk: "Українська",
  he: "עברית",
  ar: "العربية",
  hi: "हिन्दी",
  zh: "简体中文",
} as const;

export type Language = keyof typeof LANGUAGES;

export const REFERENCE: Language = "en";

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar", "he"]);

/** Where browsers have no dates and numbers for a language: those of its readers' other one. */
const FORMATTED_AS: Readonly<Record<string, string>> = { ht: "fr-HT" };

/** What voices and fonts go by. */
const MARKED_AS: Readonly<Record<string, string>> = { zh: "zh-Hans" };

export interface Picked {
  readonly language: Language;
  /** BCP 47: decides on dates, times, numbers and plurals. */
  readonly locale: string;
}

/**
 * The first language of `wishes` that there are texts in, then of `browser`. Dates and numbers are the reader's own, so far as the
 * browser's languages tell: British ones for texts in English, where the browser names both.
 */
export function pick(wishes: readonly unknown[], browser: readonly unknown[]): Picked {
  const language =
    tagsIn([...wishes, ...browser])
      .map(languageOf)
      .find((each) => each !== null) ?? REFERENCE;
  const own = tagsIn([...browser, ...wishes]).find((tag) => languageOf(tag) === language);
  return { language, locale: FORMATTED_AS[language] ?? own ?? language };
}

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}

/** For the attribute `lang`. */
export function markOf(language: string): string {
  return MARKED_AS[language] ?? language;
}

function languageOf(tag: string): Language | null {
  const [primary = ""] = tag.split("-");
  return isLanguage(primary) ? primary : null;
}

/**
 * The language tags among values of any kind, in their standard form (`tl` is `fil`, `en_us` is `en-US`), so that `Intl` accepts
 * them. Locales of Unix count (`de_AT.UTF-8`); what is no tag (`C`, which WebKitGTK reports on a bare Linux) is left out.
 */
export function tagsIn(values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => {
    try {
      return Intl.getCanonicalLocales(
        String(value)
          .replace(/[.@].*/, "")
          .replaceAll("_", "-"),
      );
    } catch {
      return [];
    }
  });
}

/** What the browser says of its reader's languages, as values that are not checked yet: some browsers give no list. */
export function browserLanguages(): readonly unknown[] {
  return [navigator.languages, navigator.language].flat();
}
