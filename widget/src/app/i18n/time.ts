/**
 * Dates, times, durations and numbers. They follow the reader's locale where that is of the texts' language, and else the texts'
 * language; whether a day has 12 hours or twice that is as the reader's browser has it, always.
 */
import { locale, t } from ".";
import { browserLanguages, tagsIn } from "./languages";

const MINUTE = 60_000;
/** A `Date` ends at 8.64e15 ms; this is far enough from that for every time zone. */
const LAST = 8.6e15;
/** Locales whose short units of time are single letters or syllables, which few read as units: "12 د", "12 मि॰". */
const LETTERS = /^(ar|hi)/;

interface Formats {
  readonly locale: string;
  readonly clock: Intl.DateTimeFormat;
  readonly date: Intl.DateTimeFormat;
  readonly relative: Intl.RelativeTimeFormat;
  readonly minutes: Intl.NumberFormat;
  readonly hours: Intl.NumberFormat;
  readonly digits: Intl.NumberFormat;
}

/** @param at milliseconds since the epoch, as everywhere here */
export function timeOfDay(at: number): string {
  return formats().clock.format(valid(at));
}

/** `Today`, `Yesterday`, or the date. */
export function day(at: number, now: number): string {
  const days = (startOfDay(now) - startOfDay(at)) / (24 * 60 * MINUTE);
  const ago = Math.max(0, Math.round(days)); // rounds away summer time
  const { relative, date } = formats();
  return capitalized(ago < 2 ? relative.format(-ago, "day") : date.format(valid(at)));
}

export function startOfDay(at: number): number {
  return new Date(valid(at)).setHours(0, 0, 0, 0);
}

export function isJustNow(from: number, now: number): boolean {
  return now - from < MINUTE;
}

/** How long `from` is ago, in minutes and hours. */
export function duration(from: number, now: number): string {
  if (isJustNow(from, now)) return t("time.justNow");
  const whole = Math.floor((now - from) / MINUTE);
  const { minutes, hours } = formats();
  if (whole < 60) return minutes.format(whole);
  const rest = whole % 60;
  return rest === 0
    ? hours.format(whole / 60)
    : `${hours.format(Math.floor(whole / 60))} ${minutes.format(rest)}`;
}

/** A number that stands by itself, in the reader's digits. */
export function digits(count: number): string {
  return formats().digits.format(count);
}

export function machineTime(at: number): string {
  return new Date(valid(at)).toISOString();
}

/** A time that `Date` and `Intl` accept, of any number: other pages and the server say when something was, and may say anything. */
function valid(at: number): number {
  return Math.min(Math.max(at, -LAST), LAST) || 0; // NaN becomes 0
}

let made: Formats | undefined;

/** Made once for each language that is read: that takes long. */
function formats(): Formats {
  const now = locale();
  if (made?.locale !== now) made = makeFormats(now);
  return made;
}

function makeFormats(locale: string): Formats {
  const unitDisplay = LETTERS.test(locale) ? "long" : "short";
  const unit = (unit: string) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay });
  return {
    locale,
    clock: new Intl.DateTimeFormat(locale, {
      hour: "numeric",
      minute: "2-digit",
      hourCycle: hoursOfReader(),
    }),
    date: new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }),
    relative: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
    minutes: unit("minute"),
    hours: unit("hour"),
    digits: new Intl.NumberFormat(locale, { useGrouping: false }),
  };
}

function hoursOfReader(): Intl.DateTimeFormatOptions["hourCycle"] {
  const { hourCycle } = new Intl.DateTimeFormat(tagsIn(browserLanguages())[0], {
    hour: "numeric",
  }).resolvedOptions();
  return hourCycle;
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
}
