import { expect, it } from "vitest";
import { translator } from "./translate";

const t = translator("en", {
  plain: "Hello",
  greeting: "Hello {name}, {name}!",
  apples: { one: "{count} apple", other: "{count} apples" },
});

it("puts every value into its place", () => {
  expect(t("plain")).toBe("Hello");
  expect(t("greeting", { name: "Ana" })).toBe("Hello Ana, Ana!");
});

it("takes a value as text, never as another placeholder or pattern", () => {
  expect(t("greeting", { name: "{count} $1" })).toBe("Hello {count} $1, {count} $1!");
});

it("chooses the plural by the count and writes numbers as the language does", () => {
  expect(t("apples", { count: 1 })).toBe("1 apple");
  expect(t("apples", { count: 1200 })).toBe("1,200 apples");
});

it("follows the plural rules of its language", () => {
  const polish = translator("pl", { apples: { one: "{count} a", few: "{count} b", other: "{count} c" } });
  expect([1, 3, 5].map((count) => polish("apples", { count }))).toEqual(["1 a", "3 b", "5 c"]);
});

it("does not compile without the values that a text wants", () => {
  // @ts-expect-error -- name is missing
  expect(t("greeting")).toBe("Hello , !");
  // @ts-expect-error -- no such text
  expect(t("unknown")).toBe("");
});
