import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BACKEND } from "../bridge/testing";
import type { Ask, Waitside } from "./api";
import { include } from "./include";
import { ClinicPage, embed, framed, load, loadFramesForEver } from "./panel/testing";

const fail = (): never => {
  throw new Error("the page’s own");
};

const asWindow = window as { Waitside?: unknown };

/** Runs the loader as a script tag with these data attributes does. */
function run(data: Record<string, string>): void {
  const tag = Object.assign(document.createElement("script"), {
    type: "text/plain",
    src: `${BACKEND}/widget.js?v=1`,
  });
  Object.assign(tag.dataset, data);
  include(tag, (address) => load(address.replace(`${BACKEND}/`, "")));
}

const waitside = (): Waitside => window.Waitside as Waitside;

beforeEach(() => {
  loadFramesForEver();
  document.body.replaceChildren();
});

afterEach(() => {
  window.Waitside?.instance?.destroy();
  delete window.Waitside;
  vi.unstubAllGlobals();
});

it("the script tag's room gets a launcher, with the backend's origin from the tag's address", async () => {
  run({ room: "dr-rivera" });
  embed.launcher().click();
  expect((await framed()).src).toBe(`${BACKEND}/embed/patient/dr-rivera`);
});

it("empty attributes count as absent, so a portal without a token has a walk-in", () => {
  run({ room: "dr-rivera", token: "", name: "" });
  expect(embed.views()).toContain("idle");
});

it("a tag without a room waits for init", () => {
  run({});
  expect(embed.host()).toBeNull();
  expect(waitside().instance).toBeNull();
  waitside().init({ room: "dr-rivera" }).destroy();
});

it("a second inclusion changes nothing", () => {
  run({ room: "dr-rivera" });
  const { Waitside } = window;
  const before = ClinicPage.snapshot();
  run({ room: "dr-rivera" });
  run({ room: "dr-okafor" });
  expect(window.Waitside).toBe(Waitside);
  expect(ClinicPage.snapshot().isEqualNode(before)).toBe(true);
});

it("outside a script tag nothing happens", () => {
  include(null, load);
  expect(window.Waitside).toBeUndefined();
});

describe("what a page asked for before the script had loaded", () => {
  it("is done in order, and what it asks for later at once", () => {
    const done: unknown[] = [];
    const asks: Ask[] = [({ version }) => done.push(version), ({ instance }) => done.push(instance)];
    window.Waitside = { q: asks };
    run({ room: "dr-rivera" });
    waitside().q.push(() => done.push("later"));
    expect(done).toEqual([waitside().version, waitside().instance, "later"]);
  });

  it("is done to its end when something of it throws, which the page hears of", () => {
    const reported = vi.fn();
    vi.stubGlobal("reportError", reported);
    const asked = vi.fn();
    asWindow.Waitside = { q: [fail, "nonsense", asked] };
    run({});
    expect(asked).toHaveBeenCalledWith(waitside());
    expect(reported).toHaveBeenCalledTimes(2);
  });

  it.each([[document.createElement("div")], ["a text"], [null], [{ q: 7 }], [{}]])(
    "is nothing where the name means something else (%j)",
    (before) => {
      asWindow.Waitside = before;
      run({ room: "dr-rivera" });
      expect(embed.launcher()).toBeDefined();
      expect(waitside().instance).not.toBeNull();
    },
  );
});
