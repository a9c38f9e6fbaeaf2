import { expect, it } from "vitest";
import { directionOf, isLanguage, LANGUAGES, pick, tagsIn } from "./languages";

const language = (wishes: readonly unknown[], browser: readonly unknown[] = ["en-US"]) =>
  pick(wishes, browser).language;

it("takes the first wish that there are texts for, then what the browser says, then English", () => {
  expect(language(["es", "fr"])).toBe("es");
  expect(language([null, "fr"])).toBe("fr");
  expect(language(["nl", null], ["da", "pl-PL", "en"])).toBe("pl");
  expect(language([], ["nl"])).toBe("en");
  expect(language([], [])).toBe("en");
});

it.each([
  ["tl", "fil"],
  ["fil-PH", "fil"],
  ["zh-CN", "zh"],
  ["zh-Hans-SG", "zh"],
  ["ht-HT", "ht"],
  ["iw", "he"],
  ["PT-br", "pt"],
  ["en_GB", "en"],
])("knows languages by all their tags: %s", (tag, expected) => {
  expect(language([tag], ["de"])).toBe(expected);
});

it.each(["", "-", "español", "e", "x-klingon", "constructor", "toString"])(
  "leaves alone what is no language: %j",
  (tag) => {
    expect(language([tag], ["de-AT"])).toBe("de");
  },
);

/** What browsers, accounts, storage and pages have been seen to give, or may be made to give. */
const ODD = [
  ...["C", "POSIX", "C.UTF-8", "en_US.UTF-8", "de_DE@euro", "zh_CN.GB18030", "*", "-", "_", "en-", "en--US", "en US"],
  ...["x-private", "root", "und", "en-u-nu-bogus", "en-t-", "123", "\u0000", "de\n", "<b>", "{", `en-x-${"a-".repeat(9)}a`],
  ...[undefined, null, "", 0, NaN, true, 1n, Symbol("en"), {}, [], ["C"], Object.create(null) as object, () => "en"],
  { toString: () => { throw new Error("hostile"); } },
]; // prettier-ignore

it.each(ODD.map((value) => [value]))("finds only tags that Intl takes, whatever there is: %#", (value) => {
  for (const tag of [...tagsIn([value, "en-GB"]), pick([value], [value]).locale]) {
    expect(() => new Intl.NumberFormat(tag)).not.toThrow();
    expect(() => new Intl.DateTimeFormat(tag)).not.toThrow();
    expect(() => new Intl.PluralRules(tag)).not.toThrow();
    expect(() => new Intl.RelativeTimeFormat(tag)).not.toThrow();
  }
  expect(tagsIn([value, "en-GB"])).toContain("en-GB");
});

it.each([
  ["en_US.UTF-8", "en-US"],
  ["de_DE@euro", "de-DE"],
  ["zh_CN.GB18030", "zh-CN"],
])("reads the locales of Unix: %s", (name, tag) => {
  expect(tagsIn([name])).toEqual([tag]);
});

it.each([
  [["en"], ["de", "en-GB"], "en-GB"], // the reader's own clock
  [["en-GB"], ["de"], "en-GB"],
  [["en-GB"], ["en-US"], "en-US"],
  [["es"], ["en-US"], "es"],
  [["nl"], ["nl"], "en"],
  [["ht"], ["en-US"], "fr-HT"], // no browser knows how Haitian Creole writes dates
])("formats for a reader of %j whose browser says %j as %s", (wishes, browser, locale) => {
  expect(pick(wishes, browser).locale).toBe(locale);
});

it("names for each language a locale that browsers can format for", () => {
  for (const tag of Object.keys(LANGUAGES)) {
    const { locale } = pick([tag], []);
    expect(Intl.DateTimeFormat.supportedLocalesOf(locale)).toEqual([locale]);
  }
});

it("knows which are written from right to left", () => {
  const toTheLeft = Object.keys(LANGUAGES).filter((tag) => isLanguage(tag) && directionOf(tag) === "rtl");
  expect(toTheLeft).toEqual(["he", "ar"]);
});
