/**
 * Dates, times and durations. Clock times and dates follow the reader's locale; durations stand inside sentences,
 * so they follow the language of the texts.
 */
import { t } from ".";
import { LANGUAGE } from "./en";

const MINUTE = 60_000;
const READER = undefined; // Intl's own default: the locale of the reader's browser

const clock = new Intl.DateTimeFormat(READER, { hour: "numeric", minute: "2-digit" });
const date = new Intl.DateTimeFormat(READER, { weekday: "long", day: "numeric", month: "long" });
const relative = new Intl.RelativeTimeFormat(READER, { numeric: "auto" });
const minutes = new Intl.NumberFormat(LANGUAGE, { style: "unit", unit: "minute", unitDisplay: "short" });
const hours = new Intl.NumberFormat(LANGUAGE, { style: "unit", unit: "hour", unitDisplay: "short" });

/** @param at milliseconds since the epoch, as everywhere here */
export function timeOfDay(at: number): string {
  return clock.format(at);
}

/** `Today`, `Yesterday`, or the date. */
export function day(at: number, now: number): string {
  const days = (startOfDay(now) - startOfDay(at)) / (24 * 60 * MINUTE);
  const ago = Math.max(0, Math.round(days)); // rounds away summer time
  return capitalized(ago < 2 ? relative.format(-ago, "day") : date.format(at));
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** How long `from` is ago, in minutes and hours. */
export function duration(from: number, now: number): string {
  const whole = Math.floor((now - from) / MINUTE);
  if (whole < 1) return t("time.justNow");
  if (whole < 60) return minutes.format(whole);
  const rest = whole % 60;
  return rest === 0
    ? hours.format(whole / 60)
    : `${hours.format(Math.floor(whole / 60))} ${minutes.format(rest)}`;
}

export function machineTime(at: number): string {
  return new Date(at).toISOString();
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
