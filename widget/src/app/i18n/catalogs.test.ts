/** Every language says all that English says, with the same values in it, in plurals of its own; and everything said is used. */
import { describe, expect, it } from "vitest";
import { isLanguage, LANGUAGES, pick } from "./languages";
import type { CatalogModule } from "./speech";
import type { Plural } from "./translate";

type Entry = string | Plural;

const FILES = import.meta.glob<CatalogModule>("./catalogs/*/*.ts", { eager: true });
const SOURCES = import.meta.glob<string>(["../**/*.{ts,tsx}", "!./catalogs/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const PARTS = ["shared", "patient", "later", "provider", "settings", "console"] as const;
const OTHERS = Object.keys(LANGUAGES).filter((language) => language !== "en");

/** Counts that decide on a plural: languages have rules for the last two digits, and none here reaches a million. */
const COUNTS = Array.from({ length: 1_000 }, (_, count) => count);

/** What is the same as in English, because that is what is said. A name alone, or a word that both languages have. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  de: [
    "shared: connection.offline: Offline",
    "shared: presence.online: Online",
    "provider: presence.offline: Offline",
    "provider: queue.reference: Ref. {reference}",
    "provider: window.status: Status",
    "provider: window.chat: Chat",
    "settings: profile.name: Name",
  ],
  es: ["provider: queue.reference: Ref. {reference}", "provider: window.chat: Chat"],
  fil: [
    "shared: presence.online: Online",
    "patient: room.label: Waiting room",
    "patient: checkIn.passcode: Passcode",
    "provider: presence.offline: Offline",
    "provider: queue.reference: Ref. {reference}",
    "provider: window.reference: Reference",
    "provider: window.chat: Chat",
    "settings: tab.profile: Profile",
    "settings: alerts.desktop: Desktop notification",
    "console: page.title: Console · Waiting room",
    "console: signIn.email: E-mail",
    "console: signIn.password: Password",
  ],
  fr: ["settings: tab.notifications: Notifications", "settings: profile.photo: Photo"],
  ht: ["provider: queue.reference: Ref. {reference}"],
  it: [
    "shared: connection.offline: Offline",
    "shared: presence.online: Online",
    "provider: presence.offline: Offline",
    "provider: window.chat: Chat",
    "console: signIn.email: E-mail",
    "console: signIn.password: Password",
  ],
  pl: [
    "shared: presence.online: Online",
    "provider: presence.offline: Offline",
    "provider: window.status: Status",
  ],
  pt: [
    "shared: presence.online: Online",
    "provider: presence.offline: Offline",
    "provider: queue.reference: Ref. {reference}",
    "provider: window.chat: Chat",
    "console: signIn.email: E-mail",
  ],
  vi: ["console: signIn.email: E-mail"],
};

/** Abbreviated with a full stop, where the language does so. */
const ABBREVIATED = "shared: time.justNow";

function entries(language: string, part: string): Readonly<Record<string, Entry>> {
  return FILES[`./catalogs/${language}/${part}.ts`]?.[part] ?? {};
}

function all(language: string): readonly (readonly [key: string, entry: Entry])[] {
  return PARTS.flatMap((part) =>
    Object.entries(entries(language, part)).map(([key, entry]) => [`${part}: ${key}`, entry] as const),
  );
}

function texts(entry: Entry): readonly string[] {
  return typeof entry === "string" ? [entry] : Object.values(entry);
}

function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\w*\}?/g) ?? [])].sort();
}

it("has every part of every language, and no others", () => {
  const wanted = Object.keys(LANGUAGES).flatMap((language) =>
    PARTS.map((part) => `./catalogs/${language}/${part}.ts`),
  );
  expect(Object.keys(FILES).sort()).toEqual(wanted.sort());
});

describe.each(OTHERS)("%s", (language) => {
  const english = new Map(all("en"));

  it("says all that English says, and nothing else", () => {
    expect(all(language).map(([key]) => key)).toEqual([...english.keys()]); // in the same order, for those who compare
  });

  it("puts the same values into its texts; a plural for few may spell the number out", () => {
    const wrong = all(language).filter(([key, entry]) => {
      const wanted = placeholders(texts(english.get(key) ?? "").at(-1) ?? "").join();
      const spelledOut = wanted.replace(/\{count\},?/, "");
      return typeof entry === "string"
        ? placeholders(entry).join() !== wanted
        : Object.entries(entry).some(([rule, text]) => {
            const found = placeholders(text).join();
            return found !== wanted && (["few", "many", "other"].includes(rule) || found !== spelledOut);
          });
    });
    expect(wrong).toEqual([]);
  });

  it("has a plural for every count that there can be, and none that is never used", () => {
    const { locale } = pick([language], []);
    const rules = new Intl.PluralRules(locale);
    const reached = language === "ht" ? ["other"] : [...new Set(COUNTS.map((count) => rules.select(count)))];
    const known = language === "ht" ? reached : rules.resolvedOptions().pluralCategories;
    const plurals = all(language).filter(([, entry]) => typeof entry !== "string");
    const wrong = plurals.filter(([, entry]) => {
      const given = Object.keys(entry);
      return (
        ![...reached, "other"].every((rule) => given.includes(rule)) ||
        !given.every((rule) => known.some((each) => each === rule))
      );
    });
    expect(wrong).toEqual([]);
  });

  it("is translated", () => {
    const same = all(language).filter(([key, entry]) => {
      const original = texts(english.get(key) ?? "");
      return texts(entry).some(
        (text) => original.includes(text) && /\p{L}/u.test(text.replace(/\{\w+\}/g, "")),
      );
    });
    expect(same.map(([key, entry]) => `${key}: ${texts(entry).join()}`)).toEqual(SAME[language] ?? []);
  });

  it("is written with care", () => {
    const careless = all(language).flatMap(([key, entry]) =>
      texts(entry)
        .filter((text) => text.trim() !== text || text === "" || /\.\.\.|['"]| {2}|<|>|&\w+;/.test(text))
        .map((text) => `${key}: ${text}`),
    );
    expect(careless).toEqual([]);
  });

  it("ends a text as English does: a sentence with its mark, a label without", () => {
    const ending = (text: string) => /[.!。！।]$/.test(text);
    const wrong = all(language).filter(([key, entry]) => {
      const original = texts(english.get(key) ?? "").at(-1) ?? "";
      return key !== ABBREVIATED && texts(entry).some((text) => ending(text) !== ending(original));
    });
    expect(wrong.map(([key, entry]) => `${key}: ${texts(entry).join()}`)).toEqual([]);
  });
});

it("writes English with care too", () => {
  const careless = all("en").filter(([, entry]) =>
    texts(entry).some((text) => /\.\.\.|['"]| {2}/.test(text)),
  );
  expect(careless).toEqual([]);
});

/** Whether a file is one of those that a part's texts are for. */
function mayRead(part: string, path: string, source: string): boolean {
  const reader = ["./problems.ts", `./${part}.ts`].includes(path) || source.includes(`i18n/${part}"`);
  return part === "shared" || reader;
}

it.each(PARTS)("uses all that is said in the part %s", (part) => {
  const reading = Object.entries(SOURCES).filter(
    ([path, source]) => !path.includes(".test.") && mayRead(part, path, source),
  );
  const code = reading.map(([, source]) => source).join("\n");
  const patterns = [...code.matchAll(/`(\w+\.(?:[\w.]|\$\{[^}]+\})+)`/g)].map(
    ([, made = ""]) => new RegExp(`^${made.replaceAll(".", "\\.").replace(/\$\{[^}]+\}/g, "\\w+")}$`),
  );
  const unused = Object.keys(entries("en", part)).filter(
    (key) => !code.includes(`"${key}"`) && !patterns.some((pattern) => pattern.test(key)),
  );
  expect(unused).toEqual([]);
});

it("knows which languages there are", () => {
  expect(OTHERS.every(isLanguage)).toBe(true);
});
