import type { settings } from "./catalogs/en/settings";
import { problemText as ofProvider } from "./provider";
import { phrasesOf, type CatalogModule, type Part } from "./speech";

const SETTINGS: Part = (language) => import(`./catalogs/${language}/settings.ts`) as Promise<CatalogModule>;

export const { t } = phrasesOf<typeof settings>(SETTINGS);

export function problemText(code: string): string {
  switch (code) {
    case "wrong_password":
    case "bad_password":
    case "bad_picture":
    case "password_mismatch":
    case "name_missing":
      return t(`problem.${code}`);
    default:
      return ofProvider(code);
  }
}
