import { locale } from ".";

/** A number of seconds, in words. */
export function seconds(count: number): string {
  return new Intl.NumberFormat(locale(), { style: "unit", unit: "second", unitDisplay: "long" }).format(
    count,
  );
}
