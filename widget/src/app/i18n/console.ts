import type { console } from "./catalogs/en/console";
import { problemText as ofProvider } from "./provider";
import { phrasesOf, type CatalogModule, type Part } from "./speech";

const CONSOLE: Part = (language) => import(`./catalogs/${language}/console.ts`) as Promise<CatalogModule>;

export const { t } = phrasesOf<typeof console>(CONSOLE);

/** @param retryAfter how long to wait, in seconds, where the server says so */
export function problemText(code: string, retryAfter: number | null = null): string {
  if (code === "sign_in_failed") return t("problem.sign_in_failed");
  if (code === "too_many") return t("problem.too_many", { count: Math.ceil((retryAfter ?? 60) / 60) });
  return ofProvider(code);
}
