import { effect } from "@preact/signals-core";
import { afterEach, expect, it, vi } from "vitest";
import type { Part } from "./speech";

const ENGLISH = { hello: "Hello {name}", bye: "Bye" } as const;
const CATALOGS = {
  en: ENGLISH,
  de: { hello: "Hallo {name}", bye: "Tschüss" },
  ar: { hello: "مرحبا {name}", bye: "مع السلامة" },
};
/** What the network does, and what was asked of it. */
const network = { asked: [] as string[], fails: new Set<string>(), waits: new Map<string, Promise<void>>() };

const GREETINGS: Part = async (language) => {
  network.asked.push(language);
  await network.waits.get(language);
  if (network.fails.delete(language) || network.fails.has(`${language} always`)) throw new Error("offline");
  return { greetings: CATALOGS[language as keyof typeof CATALOGS] };
};

/** A page that has not spoken yet. */
async function fresh() {
  vi.resetModules();
  network.asked = [];
  const speech = await import("./speech");
  const { t } = speech.phrasesOf<typeof ENGLISH>(GREETINGS);
  return { ...speech, t };
}

afterEach(() => {
  network.fails.clear();
  network.waits.clear();
  vi.useRealTimers();
});

it("loads the texts of one language, and no other's", async () => {
  const page = await fresh();
  await page.speak("de");
  expect(page.t("hello", { name: "Ana" })).toBe("Hallo Ana");
  expect(network.asked).toEqual(["de"]);
});

it("says everything again in another language, and tells the document", async () => {
  const page = await fresh();
  await page.speak("de");
  const said: string[] = [];
  const stop = effect(() => void said.push(page.t("bye")));
  await page.speak("ar");
  stop();
  expect(said).toEqual(["Tschüss", "مع السلامة"]);
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(["ar", "rtl"]);
  await page.speak("en");
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(["en", "ltr"]);
});

it("asks twice for what does not come, and speaks English then", async () => {
  const page = await fresh();
  network.fails.add("de");
  await page.speak("de");
  expect(page.language()).toBe("de");
  const other = await fresh();
  network.fails.add("de always");
  await other.speak("de");
  expect(network.asked).toEqual(["de", "de", "en"]);
  expect([other.language(), other.t("bye")]).toEqual(["en", "Bye"]);
});

it("stays in the language that it speaks when another cannot be loaded", async () => {
  const page = await fresh();
  await page.speak("ar");
  network.fails.add("de always");
  await page.speak("de");
  expect([page.language(), page.t("bye")]).toEqual(["ar", "مع السلامة"]);
});

it("goes on asking when it has nothing to say at all", async () => {
  vi.useFakeTimers();
  const page = await fresh();
  for (const tag of ["de", "en"]) network.fails.add(`${tag} always`);
  await page.speak("de");
  expect(page.t("bye")).toBe("bye");
  network.fails.clear();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(page.t("bye")).toBe("Tschüss");
});

it("does what was wished last, in whatever order the texts come", async () => {
  const page = await fresh();
  let arrive = (): void => undefined;
  network.waits.set("de", new Promise((resolve) => (arrive = resolve)));
  const first = page.speak("de");
  await page.speak("ar");
  arrive();
  await first;
  expect(page.language()).toBe("ar");
});

it("loads a part that comes later, in the language that is spoken then", async () => {
  const page = await fresh();
  await page.speak("de");
  const later = page.phrasesOf<{ more: "More" }>((language) =>
    Promise.resolve({ more: { more: language === "ar" ? "المزيد" : "Mehr" } }),
  );
  const loading = page.loadTexts();
  await page.speak("ar");
  await loading;
  expect(later.t("more")).toBe("المزيد");
});

it("says so when a part that comes later cannot be had", async () => {
  const page = await fresh();
  await page.speak("de");
  page.phrasesOf(() => Promise.reject(new Error("offline")));
  await expect(page.loadTexts()).rejects.toThrow();
  expect(page.t("bye")).toBe("Tschüss");
});
