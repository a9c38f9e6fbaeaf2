import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { english } from "./english";
import { createVisitSigns, type VisitSigns } from "./visit";

let signs: VisitSigns;
let launcher: HTMLButtonElement;
let destroyed: AbortController;
let visibility: DocumentVisibilityState;

beforeEach(() => {
  document.title = "Harbor Street Clinic";
  launcher = document.createElement("button");
  document.body.replaceChildren(launcher);
  destroyed = new AbortController();
  visibility = "visible";
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
  signs = createVisitSigns(launcher, english, "en", destroyed.signal, false);
});
afterEach(() => {
  destroyed.abort();
  vi.restoreAllMocks();
});

const shown = () => document.querySelector("[data-testid=visit-state]")?.textContent;
const said = () => document.querySelector("[role=alert]")?.textContent;
const label = () => launcher.getAttribute("aria-label");
const turn = (to: DocumentVisibilityState) => {
  visibility = to;
  document.dispatchEvent(new Event("visibilitychange"));
};

it.each([
  [{ state: "none", place: null }, ""],
  [{ state: "waiting", place: null }, "Waiting"],
  [{ state: "waiting", place: 1 }, "You are next"],
  [{ state: "waiting", place: 12 }, "Number 12 in line"],
  [{ state: "called", place: null }, "Your call is ready"],
  [{ state: "ended", place: null }, "Visit ended"],
] as const)("the launcher says how far the visit is: %j", (visit, words) => {
  signs.lookAt("closed");
  signs.show(visit);
  expect(shown()).toBe(words);
  expect(label()).toBe(words === "" ? "Open chat" : `Open chat, ${words}`);
});

it("while the panel is open, the launcher hides it", () => {
  signs.show({ state: "waiting", place: 2 });
  signs.lookAt("open");
  expect([shown(), label(), launcher.getAttribute("aria-expanded")]).toEqual(["", "Hide chat", "true"]);
  signs.lookAt("minimized");
  expect([label(), launcher.getAttribute("aria-expanded")]).toEqual(["Open chat, Number 2 in line", "false"]);
});

describe("a call", () => {
  it("is said at once, and once", () => {
    signs.show({ state: "waiting", place: 1 });
    expect(said()).toBe("");
    signs.show({ state: "called", place: null });
    const before = document.querySelector("[role=alert]")?.firstChild;
    signs.show({ state: "called", place: null });
    signs.lookAt("open");
    expect(said()).toBe("Your call is ready");
    expect(document.querySelector("[role=alert]")?.firstChild).toBe(before);
  });

  it("stands in the title until the panel is open and the page is looked at", () => {
    turn("hidden");
    signs.show({ state: "called", place: null });
    signs.lookAt("open");
    expect(document.title).toBe("Your call is ready · Harbor Street Clinic");
    document.title = "Another page";
    turn("visible");
    expect(document.title).toBe("Another page");
    turn("hidden");
    expect(document.title, "it has been seen").toBe("Another page");
  });

  it("leaves the title of a page that is looked at alone", () => {
    signs.lookAt("open");
    signs.show({ state: "called", place: null });
    expect(document.title).toBe("Harbor Street Clinic");
  });

  it("gives the title back when it ends unseen, and with the embed", () => {
    turn("hidden");
    signs.show({ state: "called", place: null });
    signs.show({ state: "ended", place: null });
    expect([document.title, said()]).toEqual(["Harbor Street Clinic", "Visit ended"]);
    signs.show({ state: "called", place: null });
    destroyed.abort();
    expect(document.title).toBe("Harbor Street Clinic");
  });

  it("is no news on a page that takes a visit up in the middle of it; the next one is", () => {
    turn("hidden");
    destroyed.abort();
    destroyed = new AbortController();
    signs = createVisitSigns(launcher, english, "en", destroyed.signal, true);
    const news = () => [...document.querySelectorAll("[role=alert]")].map((each) => each.textContent);
    signs.show({ state: "none", place: null });
    signs.show({ state: "called", place: null });
    expect([document.title, news()]).toEqual(["Harbor Street Clinic", ["", ""]]);
    signs.show({ state: "waiting", place: 1 });
    signs.show({ state: "called", place: null });
    expect(document.title).toBe("Your call is ready · Harbor Street Clinic");
    expect(news()).toContain("Your call is ready");
  });

  it("that nobody has seen leaves no words in the title of a page whose embed is gone", () => {
    turn("hidden");
    signs.show({ state: "called", place: null });
    destroyed.abort();
    signs.lookAt("idle");
    expect(document.title).toBe("Harbor Street Clinic");
  });
});

it("a visit that is on another page has no sign here", () => {
  signs.lookAt("closed");
  signs.show({ state: "waiting", place: 1 });
  signs.show({ state: "elsewhere", place: null });
  expect([shown(), label()]).toEqual(["", "Open chat"]);
});

it("a sign never grows: it gives way to another, which is no shift of the page", () => {
  signs.lookAt("closed");
  signs.show({ state: "waiting", place: 2 });
  const before = document.querySelector("[data-testid=visit-state]");
  signs.show({ state: "waiting", place: 2 });
  expect(document.querySelector("[data-testid=visit-state]")).toBe(before);
  signs.show({ state: "waiting", place: 1 });
  expect(document.querySelector("[data-testid=visit-state]")).not.toBe(before);
});
