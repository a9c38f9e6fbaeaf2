import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { BACKEND } from "../bridge/testing";
import { ClinicPage, embed, loadFramesForEver } from "./testing";

/** Runs the loader as a script tag with these data attributes does. */
async function include(data: Record<string, string>): Promise<void> {
  const tag = Object.assign(document.createElement("script"), {
    type: "text/plain",
    src: `${BACKEND}/widget.js?v=1`,
  });
  Object.assign(tag.dataset, data);
  vi.spyOn(document, "currentScript", "get").mockReturnValue(tag);
  vi.resetModules();
  await import("./main");
}

beforeEach(() => {
  loadFramesForEver();
  document.body.replaceChildren();
});

afterEach(() => {
  window.Waitside?.instance?.destroy();
  delete window.Waitside;
});

it("the script tag's room gets a launcher, with the backend's origin from the tag's address", async () => {
  await include({ room: "dr-rivera" });
  embed.launcher().click();
  expect(embed.frame().src).toBe(`${BACKEND}/embed/patient/dr-rivera`);
});

it("empty attributes count as absent, so a portal without a token has a walk-in", async () => {
  await include({ room: "dr-rivera", token: "", name: "" });
  expect(embed.views()).toContain("idle");
});

it("a tag without a room waits for init", async () => {
  await include({});
  expect(embed.host()).toBeNull();
  expect(window.Waitside?.instance).toBeNull();
  window.Waitside?.init({ room: "dr-rivera" }).destroy();
});

it("a second inclusion changes nothing", async () => {
  await include({ room: "dr-rivera" });
  const { Waitside } = window;
  const before = ClinicPage.snapshot();
  await include({ room: "dr-rivera" });
  await include({ room: "dr-okafor" });
  expect(window.Waitside).toBe(Waitside);
  expect(ClinicPage.snapshot().isEqualNode(before)).toBe(true);
});

it("outside a script tag nothing happens", async () => {
  vi.spyOn(document, "currentScript", "get").mockReturnValue(null);
  vi.resetModules();
  await import("./main");
  expect(window.Waitside).toBeUndefined();
});
