import type { later } from "./catalogs/en/later";
import { phrasesOf, type CatalogModule, type Part } from "./speech";

const LATER: Part = (language) => import(`./catalogs/${language}/later.ts`) as Promise<CatalogModule>;

export const { t } = phrasesOf<typeof later>(LATER);
