import type { Shared } from ".";
import type { provider } from "./catalogs/en/provider";
import { problemTexts } from "./problems";
import { phrasesOf, type CatalogModule, type Part } from "./speech";

const PROVIDER: Part = (language) => import(`./catalogs/${language}/provider.ts`) as Promise<CatalogModule>;

const phrases = phrasesOf<Shared & typeof provider>(PROVIDER);

export const { t, find } = phrases;
export const problemText = problemTexts(phrases);
