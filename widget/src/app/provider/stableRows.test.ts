import { expect, it } from "vitest";
import { model, row } from "./view/testing";
import { withStableRows } from "./stableRows";

const rows = (unread: number) => [row("ana"), row("ben", { unread })];

it("keeps the rows in which nothing has changed, and the others not", () => {
  const before = model({ queue: rows(0) });
  const { queue } = withStableRows(model({ queue: rows(1) }), before);
  expect(queue[0]).toBe(before.queue[0]);
  expect(queue[1]).toEqual(row("ben", { unread: 1 }));
});

it("keeps the list where nothing has changed in it", () => {
  const before = model({ queue: rows(0) });
  const after = withStableRows(model({ queue: rows(0) }), before);
  expect(after.queue).toBe(before.queue);
});

it("makes another list where somebody has come, gone or changed places", () => {
  const [ana, ben] = rows(0);
  const before = model({ queue: rows(0) });
  for (const queue of [[ana], [ben, ana], [ana, ben, row("cem")]].map((each) =>
    each.filter((each) => each !== undefined),
  ))
    expect(withStableRows(model({ queue }), before).queue).toEqual(queue);
});
