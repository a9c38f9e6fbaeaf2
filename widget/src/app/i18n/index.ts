/** Texts that both sides share. A side's own module adds that side's texts, so that neither downloads the other's. */
import type { shared } from "./catalogs/en/shared";
import { phrasesOf, type CatalogModule, type Part } from "./speech";

export { isLanguage, LANGUAGES, markOf, type Language } from "./languages";
export { language, loadTexts, locale, speak } from "./speech";

export const SHARED: Part = import.meta.glob<CatalogModule>("./catalogs/*/shared.ts");

export type Shared = typeof shared;

export const { t } = phrasesOf<Shared>(SHARED);
