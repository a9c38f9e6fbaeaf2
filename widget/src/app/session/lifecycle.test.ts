import { expect, it, vi } from "vitest";
import { fail } from "../ui/drawing";
import type { Desk } from "./desk";
import { tie } from "./lifecycle";

it("counts nothing as seen once the views have failed, whoever looks", () => {
  const dispatch = vi.fn();
  const desk = { dispatch, nudge: () => undefined, holdsTheOnlyCopy: () => false } as unknown as Desk;
  tie({ desk, wake: () => undefined, wipe: () => undefined }, () => undefined);
  expect(dispatch).toHaveBeenLastCalledWith({ type: "page_visible", visible: true });
  fail();
  expect(dispatch).toHaveBeenLastCalledWith({ type: "page_visible", visible: false });
  document.dispatchEvent(new Event("visibilitychange"));
  expect(dispatch.mock.calls.at(-1)).toEqual([{ type: "page_visible", visible: false }]);
});
