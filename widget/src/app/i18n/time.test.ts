import { afterEach, expect, it, vi } from "vitest";
import { speak } from ".";
import { day, digits, duration, machineTime, startOfDay, timeOfDay } from "./time";

const NOW = new Date(2030, 2, 14, 12, 0).getTime();
const ago = (hours: number, minutes: number) => NOW - (hours * 60 + minutes) * 60_000;

/** A browser whose person reads these languages. */
async function browserSays(...languages: readonly unknown[]): Promise<void> {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(languages as string[]);
  await speak();
}

afterEach(async () => {
  vi.restoreAllMocks();
  await speak("en");
});

it.each([
  [ago(0, 0.9), "under 1 min"],
  [ago(0, 1), "1 min"],
  [ago(0, 59.9), "59 min"],
  [ago(1, 0), "1 hr"],
  [ago(1, 12), "1 hr 12 min"],
  [ago(-1, 0), "under 1 min"], // a clock that is a little ahead
])("says how long ago in minutes and hours: %#", (from, words) => {
  expect(duration(from, NOW)).toBe(words);
});

it.each([
  ["ar", "ساعة 12 دقيقة"],
  ["hi", "1 घंटा 12 मिनट"],
  ["uk", "1 год 12 хв"],
])("writes units of time out where their short forms are letters: %s", async (language, words) => {
  await browserSays(language);
  await speak(language);
  expect(duration(ago(1, 12), NOW)).toBe(words);
});

it("names today and yesterday, and gives a date for what is older", () => {
  expect(day(ago(11, 0), NOW)).toBe("Today");
  expect(day(ago(13, 0), NOW)).toBe("Yesterday");
  expect(day(ago(-20, 0), NOW)).toBe("Today");
  expect(day(ago(72, 0), NOW)).toMatch(/Monday.*11|11.*Monday/);
});

it("shows times and dates as the reader's browser does, so far as that is in the texts' language", async () => {
  const evening = NOW + 6 * 3_600_000;
  await browserSays("en-US");
  expect(timeOfDay(evening)).toMatch(/6:00\sPM/);
  expect(day(ago(72, 0), NOW)).toBe("Monday, March 11");
  await browserSays("en-GB");
  expect(timeOfDay(evening)).toBe("18:00");
  expect(day(ago(72, 0), NOW)).toMatch(/Monday,? 11 March/);
});

it("keeps the reader's hours in whatever language the texts are", async () => {
  const evening = NOW + 6 * 3_600_000;
  await browserSays("de-DE");
  await speak("en");
  expect(timeOfDay(evening)).toBe("18:00");
  await browserSays("en-US");
  await speak("de");
  expect(timeOfDay(evening)).toMatch(/6:00\sPM/);
});

it("shows a number in the reader's digits, and without separators", () => {
  expect(digits(1200)).toBe("1200");
});

it.each([[["C"]], [["POSIX"]], [["C.UTF-8", "de-DE"]], [[""]], [[undefined, 7]], [[]]])(
  "shows times, days and numbers where the browser's languages are none: %j",
  async (languages) => {
    await browserSays(...languages);
    expect(timeOfDay(NOW)).toMatch(/12:00/);
    expect([day(NOW, NOW), duration(ago(0, 5), NOW), digits(7)].map((each) => each.length > 0)).not.toContain(
      false,
    );
  },
);

it.each([[undefined], ["de-DE"], [null], [7]])("does so where they are no list: %j", async (languages) => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(languages as unknown as string[]);
  await speak("en");
  expect(timeOfDay(NOW)).toMatch(/12:00/);
});

it.each([
  NaN,
  Infinity,
  -Infinity,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  8.64e15,
  -8.64e15,
  1e300,
])("does not throw at a time that there is not: %d", (at) => {
  for (const text of [
    timeOfDay(at),
    day(at, NOW),
    day(NOW, at),
    machineTime(at),
    duration(at, NOW),
    duration(NOW, at),
  ])
    expect(text).not.toBe("");
  expect(startOfDay(at)).not.toBeNaN();
  expect(digits(at)).not.toBe("");
});
