/** Texts that both sides share. They come in one file with those of a side, which that side's own module loads. */
import type { shared } from "./catalogs/en/shared";
import { phrasesOf } from "./speech";

export { isLanguage, LANGUAGES, markOf, type Language } from "./languages";
export { isMute, language, loadTexts, locale, speak } from "./speech";

export type Shared = typeof shared;

export const { t, find } = phrasesOf<Shared>();
