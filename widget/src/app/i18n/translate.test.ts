import { expect, it } from "vitest";
import { grammarOf, phrase, type Translate } from "./translate";

const english = grammarOf("en");
const APPLES = { one: "{count} apple", other: "{count} apples" };

it("puts every value into its place", () => {
  expect(phrase("Hello", {}, english)).toBe("Hello");
  expect(phrase("Hello {name}, {name}!", { name: "Ana" }, english)).toBe("Hello Ana, Ana!");
});

it("takes a value as text, never as another placeholder or pattern", () => {
  expect(phrase("Hello {name}!", { name: "{count} $1" }, english)).toBe("Hello {count} $1!");
});

it("chooses the plural by the count and writes numbers as the language does", () => {
  expect(phrase(APPLES, { count: 1 }, english)).toBe("1 apple");
  expect(phrase(APPLES, { count: 1200 }, english)).toBe("1,200 apples");
  expect(phrase(APPLES, { count: 1200 }, grammarOf("de"))).toBe("1.200 apples");
});

it("follows the plural rules of its language", () => {
  const apples = { one: "{count} a", few: "{count} b", many: "{count} c", other: "{count} d" };
  const say = (count: number) => phrase(apples, { count }, grammarOf("pl"));
  expect([1, 3, 5, 22].map(say)).toEqual(["1 a", "3 b", "5 c", "22 b"]);
});

it("takes the other one where a language has no text for a rule", () => {
  expect(phrase({ other: "{count} pòm" }, { count: 1 }, grammarOf("fr-HT"))).toBe("1 pòm");
});

it("does not compile without the values that a text wants", () => {
  const t = ((key: string) => key) as Translate<{ readonly greeting: "Hello {name}" }>;
  // @ts-expect-error -- name is missing
  expect(t("greeting")).toBe("greeting");
  // @ts-expect-error -- no such text
  expect(t("unknown")).toBe("unknown");
});
