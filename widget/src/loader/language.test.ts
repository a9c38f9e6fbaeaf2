import { afterEach, expect, it, vi } from "vitest";
import { chooseLanguage } from "./language";

afterEach(() => document.documentElement.removeAttribute("lang"));

it.each([
  ["pt-BR", "fr", ["de"], { tag: "pt-BR", code: "pt" }],
  [null, "fr-CA", ["de"], { tag: "fr-CA", code: "fr" }],
  [null, "", ["nl", "de-AT", "es"], { tag: "de-AT", code: "de" }],
  ["nl", "sv", ["ar"], { tag: "ar", code: "ar" }],
  ["tl-PH", "", [], { tag: "tl-PH", code: "fil" }],
  ["constructor", "", [], { tag: "en", code: "en" }],
  ["de_AT.UTF-8", "", [], { tag: "de_AT.UTF-8", code: "de" }],
  ["C", "POSIX", ["C.UTF-8", "*", "fr"], { tag: "fr", code: "fr" }],
  [7, "", [null, {}, Symbol("de"), "fr"], { tag: "fr", code: "fr" }],
  [null, "", undefined, { tag: "en", code: "en" }],
  [null, "", "pl-PL", { tag: "pl-PL", code: "pl" }],
])("asked for %j on a page in %j, the browser preferring %j", (wish, page, languages, expected) => {
  document.documentElement.lang = page;
  vi.spyOn(navigator, "languages", "get").mockReturnValue(languages as string[]);
  expect(chooseLanguage(wish as string | null)).toEqual(expected);
});
