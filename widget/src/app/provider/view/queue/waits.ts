/** How long patients have been here, in whole minutes, and how the queue shows it. */
import { t } from "../../../i18n/provider";
import { duration } from "../../../i18n/time";
import type { QueueRow } from "../../../ui/model";

export type Warmth = "fresh" | "warm" | "hot";

const MINUTE = 60_000; // ms
const WARM = 15;
const HOT = 30;

/** @param now milliseconds since the epoch */
export function minutesOf({ arrivedAt }: QueueRow, now: number): number {
  return Math.floor((now - arrivedAt) / MINUTE);
}

export function warmthOf({ status }: QueueRow, minutes: number): Warmth {
  if (status !== "waiting" || minutes < WARM) return "fresh";
  return minutes < HOT ? "warm" : "hot";
}

/** As short as it can be said. */
export function shortWait(minutes: number): string {
  return minutes < 1 ? t("queue.now") : duration(0, minutes * MINUTE);
}
