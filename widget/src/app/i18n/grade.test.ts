/** What people read in English is easy to read: at most the eighth grade, as health organizations recommend. */
import { describe, expect, it } from "vitest";
import { grade, sentencesIn, syllables, wordsIn } from "./grade";
import type { CatalogModule } from "./speech";
import * as loader from "../../loader/texts/en";
import notices from "../../../../backend/waitside/web/notice_texts.json";

const CATALOGS = import.meta.glob<CatalogModule>("./catalogs/en/*.ts", { eager: true });

/** What stands for values of which it matters how long they are; others are one short word. */
const VALUES: Readonly<Record<string, string>> = {
  name: "Ana Diaz",
  time: "12 min",
  remove: "Remove from queue",
  end: "End call",
};

function catalog(part: string): readonly string[] {
  const entries = Object.values(CATALOGS[`./catalogs/en/${part}.ts`]?.[part] ?? {});
  return entries.flatMap((entry) => (typeof entry === "string" ? entry : Object.values(entry)));
}

/** Sentences only: the measure means nothing for labels, which are short and without verbs. */
function sentences(texts: readonly string[]): readonly string[] {
  const filled = texts.map((text) => text.replace(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? "Ana"));
  return filled.filter((text) => /[.?!…]$/.test(text));
}

const GROUPS = {
  patient: [...catalog("shared"), ...catalog("patient"), ...catalog("later"), ...Object.values(loader)],
  provider: catalog("provider"),
  settings: catalog("settings"),
  console: catalog("console"),
  notices: Object.values(notices.en),
};

describe.each(Object.entries(GROUPS))("texts for %s", (_, texts) => {
  it("are of the eighth grade or below", () => {
    expect(sentences(texts).length).toBeGreaterThan(2);
    expect(grade(sentences(texts))).toBeLessThanOrEqual(8);
  });

  it("are each of the tenth grade or below, where one is long enough to measure", () => {
    const long = sentences(texts).filter((text) => wordsIn(text).length >= 12);
    const hard = long.filter((text) => grade([text]) > 10);
    expect(hard.map((text) => `${grade([text]).toFixed(1)}: ${text}`)).toEqual([]);
  });
});

describe("the measure", () => {
  it.each([
    [-1.45, "The cat sat on the mat."],
    [11.3, "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."], // Wikipedia’s example
  ])("gives %d", (expected, text) => {
    expect(grade([text])).toBeCloseTo(expected, 1);
  });

  it("tells an unreadable text", () => {
    const unreadable =
      "Notification delivery requires authorization, the configuration of which is accessible in your browser’s preferences.";
    expect(grade([unreadable])).toBeGreaterThan(15);
  });

  it.each([
    ["closed", 1],
    ["ended", 2],
    ["pages", 2],
    ["places", 2],
    ["times", 1],
    ["patient’s", 2],
    ["can’t", 1],
    ["couldn’t", 2],
    ["you", 1],
    ["conversation", 4],
    ["possible", 3],
  ])("counts the syllables of %s", (word, count) => {
    expect(syllables(word)).toBe(count);
  });

  it("splits sentences, also where one ends in a quotation", () => {
    expect(sentencesIn("Trying again… Please press “Test the sound”. Did you hear it?")).toHaveLength(3);
  });
});
