import { afterEach, expect, it, vi } from "vitest";
import { speak } from ".";
import { day, digits, duration, timeOfDay } from "./time";

const NOW = new Date(2030, 2, 14, 12, 0).getTime();
const ago = (hours: number, minutes: number) => NOW - (hours * 60 + minutes) * 60_000;

/** A browser whose person reads these languages. */
async function browserSays(...languages: readonly string[]): Promise<void> {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(languages);
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
