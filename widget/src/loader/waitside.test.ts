import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import packageFile from "../../package.json";
import { ANSWER_WITHIN_MS } from "../bridge/host";
import type { WaitsideHandle, WaitsideOptions } from "./api";
import {
  ClinicPage,
  embed,
  framed,
  listen,
  loadApp,
  PROVIDER,
  shows,
  SIGNED_IN,
  WALK_IN,
} from "./panel/testing";
import { eventually } from "../bridge/testing";
import { VERSION } from "./waitside";

let page: ClinicPage;

beforeEach(() => {
  page = new ClinicPage();
});

afterEach(() => {
  page.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function useEverything(handle: WaitsideHandle): void {
  handle.open();
  handle.minimize();
  handle.close();
  handle.destroy();
}

describe("the clinic's page", () => {
  it("is as it was, apart from one element of our own at its end", async () => {
    const before = ClinicPage.snapshot();
    page.init(WALK_IN);
    embed.launcher().click();
    await framed();
    expect(document.querySelectorAll("waitside-chat")).toHaveLength(1);
    expect(document.documentElement.lastElementChild).toBe(embed.host());
    const after = ClinicPage.snapshot();
    after.lastChild?.remove();
    expect(after.isEqualNode(before)).toBe(true);
  });

  it("gets no styles, cookies or storage", async () => {
    page.init(WALK_IN);
    embed.launcher().click();
    await framed();
    expect(document.adoptedStyleSheets).toHaveLength(0);
    expect([document.cookie, localStorage.length, sessionStorage.length]).toEqual(["", 0, 0]);
  });

  it("is exactly as it was after destroy, however far the chat had come", async () => {
    const before = ClinicPage.snapshot();
    const handle = page.init(SIGNED_IN);
    embed.launcher().click();
    await loadApp();
    await shows("open");
    handle.destroy();
    useEverything(handle);
    expect(ClinicPage.snapshot().isEqualNode(before)).toBe(true);
  });

  it("hears nothing after destroy", () => {
    vi.useFakeTimers();
    const handle = page.init(WALK_IN);
    const events = listen(handle);
    handle.open();
    handle.destroy();
    handle.open();
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    expect(events).toEqual([]);
  });

  it("may still be being parsed when the script runs", () => {
    document.querySelector("#queue")?.remove();
    const state = vi.spyOn(document, "readyState", "get").mockReturnValue("loading");
    page.init(PROVIDER);
    expect(embed.host()).toBeNull();
    document.body.append(Object.assign(document.createElement("div"), { id: "queue" }));
    state.mockReturnValue("interactive");
    document.dispatchEvent(new Event("DOMContentLoaded"));
    expect(embed.host()?.parentElement?.id).toBe("queue");
  });
});

describe("a handler of the page", () => {
  it("that throws disturbs neither the loader nor other handlers", async () => {
    const reported = vi.fn();
    vi.stubGlobal("reportError", reported);
    const handle = page.init(WALK_IN);
    handle.on("ready", () => {
      throw new Error("the page's own");
    });
    const events = listen(handle);
    handle.open();
    await loadApp();
    await shows("open");
    expect(events).toContainEqual(["ready", {}]);
    expect(reported.mock.calls).toEqual([[new Error("the page's own")]]);
  });

  it("that comes later hears how the visit stands, and of nothing else", async () => {
    const handle = page.init(WALK_IN);
    const [early, late, other] = [vi.fn(), vi.fn(), vi.fn()];
    handle.on("visit", early);
    handle.open();
    const app = await loadApp();
    expect(early, "nothing is known yet").not.toHaveBeenCalled();
    const news = { state: "waiting", place: 2, room: "dr-rivera" } as const;
    app.report({ type: "visit", ...news });
    await eventually(() => expect(early).toHaveBeenCalledExactlyOnceWith(news));
    handle.on("visit", late);
    handle.on("unread", other);
    expect([late.mock.calls, other.mock.calls, early.mock.calls.length]).toEqual([[[news]], [], 1]);
  });

  it("hears no more once it unsubscribed", async () => {
    const handle = page.init(WALK_IN);
    const heard = vi.fn();
    handle.on("ready", heard)();
    handle.open();
    await loadApp();
    await shows("open");
    expect(heard).not.toHaveBeenCalled();
  });

  it("that is none is passed over", () => {
    const handle = page.init(WALK_IN);
    const unsubscribe = handle.on("nonsense" as "ready", undefined as never);
    expect(unsubscribe).not.toThrow();
  });
});

describe("asking twice", () => {
  it("for the same room and token gives the same embed", () => {
    const first = page.init(SIGNED_IN);
    expect(page.init({ ...SIGNED_IN })).toBe(first);
    expect(document.querySelectorAll("waitside-chat")).toHaveLength(1);
  });

  it("for another one replaces what was there", async () => {
    page.init(WALK_IN);
    page.init({ room: "dr-okafor" });
    expect(document.querySelectorAll("waitside-chat")).toHaveLength(1);
    embed.launcher().click();
    expect((await framed()).src).toContain("dr-okafor");
  });

  it("after destroy makes a new one, which the old handle cannot touch", () => {
    const first = page.init(WALK_IN);
    first.destroy();
    const second = page.init(WALK_IN);
    first.destroy();
    expect(page.init(WALK_IN)).toBe(second);
    expect(embed.host()).not.toBeNull();
  });
});

describe("options of no use", () => {
  const throwing = {
    get room(): string {
      throw new Error("dr-secret");
    },
  };

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a text", "dr-secret"],
    ["no room", { token: "s3cret" }],
    ["a room that is a path", { room: "../dr-secret" }],
    ["a name that is no text", { room: "dr-secret", name: 7 }],
    ["an unknown role", { room: "dr-secret", role: "nurse" }],
    ["a provider without a container", { room: "dr-secret", role: "provider", token: "s3cret" }],
    ["a container that is not there", { room: "dr-secret", role: "provider", container: "#none" }],
    ["a container that is no selector", { room: "dr-secret", role: "provider", container: "###" }],
    ["a getter that throws", throwing],
  ])("(%s) are refused by one constant line and an event, and never throw", (_, options) => {
    vi.useFakeTimers();
    const before = ClinicPage.snapshot();
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const handle = page.init(options as WaitsideOptions);
    const events = listen(handle);
    vi.runAllTimers();
    expect(events).toEqual([["error", { code: "bad_options" }]]);
    expect(warn.mock.calls).toEqual([["Waitside: bad options"]]);
    useEverything(handle);
    expect(ClinicPage.snapshot().isEqualNode(before)).toBe(true);
  });
});

it("the version is the package's", () => {
  expect(VERSION).toBe(packageFile.version);
});
