import type { Shared } from ".";
import type { patient } from "./catalogs/en/patient";
import { problemTexts } from "./problems";
import { phrasesOf, type CatalogModule, type Part } from "./speech";

const PATIENT: Part = (language) => import(`./catalogs/${language}/patient.ts`) as Promise<CatalogModule>;

const phrases = phrasesOf<Shared & typeof patient>(PATIENT);

export const { t, find } = phrases;
export const problemText = problemTexts(phrases);
