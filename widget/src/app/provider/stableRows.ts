/** Keeps rows of the model that have not changed the same values, so that views can tell by identity what to draw again. */
import type { ProviderModel } from "../ui/model";

export function withStableRows(model: ProviderModel, before: ProviderModel | undefined): ProviderModel {
  if (before === undefined) return model;
  return {
    ...model,
    me: isSame(model.me, before.me) ? before.me : model.me,
    queue: kept(model.queue, before.queue),
    left: kept(model.left, before.left),
    ending: kept(model.ending, before.ending),
  };
}

/** The very list from before where nothing in it has changed. */
function kept<Row extends { readonly visit: string }>(
  rows: readonly Row[],
  before: readonly Row[],
): readonly Row[] {
  const known = new Map(before.map((row) => [row.visit, row]));
  const all = rows.map((row) => {
    const old = known.get(row.visit) ?? null;
    return old !== null && isSame(row, old) ? old : row;
  });
  return all.length === before.length && all.every((row, index) => row === before[index]) ? before : all;
}

/** Whether all properties are the same values. */
function isSame<Value extends object>(one: Value | null, other: Value | null): boolean {
  if (one === null || other === null) return one === other;
  return (Object.keys(one) as (keyof Value)[]).every((name) => one[name] === other[name]);
}
