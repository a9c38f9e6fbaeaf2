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
])("asked for %j on a page in %j, the browser preferring %j", (wish, page, languages, expected) => {
  document.documentElement.lang = page;
  vi.spyOn(navigator, "languages", "get").mockReturnValue(languages);
  expect(chooseLanguage(wish)).toEqual(expected);
});
