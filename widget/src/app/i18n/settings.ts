import type { settings } from "./catalogs/en/settings";
import { problemText as ofProvider } from "./provider";
import { phrasesOf, type CatalogModule, type Part } from "./speech";

const SETTINGS: Part = import.meta.glob<CatalogModule>("./catalogs/*/settings.ts");

export const { t } = phrasesOf<typeof settings>(SETTINGS);

export function problemText(code: string): string {
  switch (code) {
    case "password_mismatch":
    case "name_missing":
      return t(`problem.${code}`);
    default:
      return ofProvider(code);
  }
}
