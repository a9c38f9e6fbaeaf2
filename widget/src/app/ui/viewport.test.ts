import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { followKeyboard } from "./viewport";

class Viewport extends EventTarget {
  scale = 1;
  offsetTop = 0;
  height = 700;

  change(more: Partial<Viewport>): void {
    Object.assign(this, more);
    this.dispatchEvent(new Event("resize"));
  }
}

let viewport: Viewport;
const property = (name: string) => document.documentElement.style.getPropertyValue(name);

beforeEach(() => vi.stubGlobal("visualViewport", (viewport = new Viewport())));
afterEach(() => vi.unstubAllGlobals());

it("gives the page the room that the keyboard leaves, and no other when it is zoomed", () => {
  followKeyboard();
  expect(property("--page-height")).toBe("");
  viewport.change({ height: 400, offsetTop: 120 });
  expect([property("--page-top"), property("--page-height")]).toEqual(["120px", "400px"]);
  viewport.change({ scale: 2, height: 200 });
  expect(property("--page-height")).toBe("400px");
});

it("does without where a browser does not tell", () => {
  vi.stubGlobal("visualViewport", null);
  expect(followKeyboard).not.toThrow();
});
