import { expect, it } from "vitest";
import { day, duration, timeOfDay } from "./time";

const NOW = new Date(2030, 2, 14, 12, 0).getTime();
const ago = (hours: number, minutes: number) => NOW - (hours * 60 + minutes) * 60_000;

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

it("shows a clock time of the reader's locale", () => {
  expect(timeOfDay(NOW)).toMatch(/12[:.]00/);
});
