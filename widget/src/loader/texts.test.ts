import { expect, it } from "vitest";
import * as english from "./texts/en";
import { counted } from "./texts";
import type { Texts } from "./texts";

const MODULES = import.meta.glob<Texts>("./texts/*.ts", { eager: true });

it.each(Object.entries(MODULES))(
  "%s says all that English says, with the number where it belongs",
  (_, texts) => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    for (const text of Object.values(texts)) expect(text).not.toBe("");
    const { newMessages } = texts;
    expect(typeof newMessages === "string" ? newMessages : newMessages.other).toContain("{count}");
  },
);

it("numbers take the form that their language wants", () => {
  const forms = { one: "{count} сообщение", few: "{count} сообщения", other: "{count} сообщений" };
  expect([1, 2, 5].map((count) => counted(forms, count, "ru"))).toEqual([
    "1 сообщение",
    "2 сообщения",
    "5 сообщений",
  ]);
  expect(counted("{count} new", 3, "en")).toBe("3 new");
});
