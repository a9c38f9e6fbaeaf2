import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ANSWER_WITHIN_MS } from "../bridge/host";
import { BACKEND, eventually, load } from "../bridge/testing";
import {
  ClinicPage,
  embed,
  framed,
  listen,
  loadApp,
  openByLauncher,
  PROVIDER,
  shows,
  SIGNED_IN,
  WALK_IN,
} from "./panel/testing";

let page: ClinicPage;

beforeEach(() => {
  page = new ClinicPage();
});

afterEach(() => {
  page.leave();
  vi.useRealTimers();
});

describe("a walk-in patient", () => {
  it("sees a launcher, and nothing is loaded before it is clicked", () => {
    page.init(WALK_IN);
    expect(embed.launcher().getAttribute("aria-label")).toBe("Open chat");
    expect(embed.launcher().getAttribute("aria-expanded")).toBe("false");
    expect(embed.all("iframe")).toHaveLength(0);
  });

  it("gets one frame by the first click, and no other by more clicks", async () => {
    page.init(WALK_IN);
    for (let click = 0; click < 3; click++) embed.launcher().click();
    await framed();
    expect(embed.all("iframe")).toHaveLength(1);
    const { src, title, allow } = embed.frame();
    const expected = {
      src: `${BACKEND}/embed/patient/dr-rivera`,
      title: "Clinic chat",
      allow: "clipboard-write",
    };
    expect({ src, title, allow }).toEqual(expected);
  });

  it("sees that the chat loads, then the chat", async () => {
    const events = listen(page.init(WALK_IN));
    embed.launcher().click();
    await shows("loading");
    expect(embed.get("[role=status]").textContent).toContain("Loading…");
    expect(embed.launcher().getAttribute("aria-expanded")).toBe("true");
    const app = await loadApp();
    await shows("open");
    expect(app.commands).toEqual(["open"]);
    expect(embed.get("[role=status]").textContent).toBe("");
    const expected = ["ready", "open"].map((event) => [event, {}]);
    expect(events).toEqual(expected);
  });

  it("opens by the launcher, and minimizes by it", async () => {
    page.init(WALK_IN);
    const app = await openByLauncher();
    expect(embed.launcher().getAttribute("aria-label")).toBe("Hide chat");
    embed.launcher().click();
    await eventually(() => expect(app.commands).toEqual(["open", "minimize"]));
    app.report({ type: "layout", state: "minimized" });
    await shows("minimized");
    embed.launcher().click();
    await eventually(() => expect(app.commands).toEqual(["open", "minimize", "open"]));
  });

  it("may stop waiting, which removes the frame", async () => {
    page.init(WALK_IN);
    embed.launcher().click();
    await framed();
    embed.button("Close")?.click();
    expect(embed.all("iframe")).toHaveLength(0);
    expect(embed.launcher().getAttribute("aria-expanded")).toBe("false");
    expect(embed.focused()).toBe(embed.launcher());
  });
});

describe("a signed-in patient", () => {
  it("sees at once that the chat loads, and the frame comes without a click", async () => {
    page.init(SIGNED_IN);
    await shows("loading");
    expect(embed.get("[role=status]").textContent).toContain("Loading…");
    await eventually(() => expect(embed.all("iframe")).toHaveLength(1));
    expect((await loadApp()).options).toMatchObject({ token: "t0ken", name: "Ana Diaz" });
  });

  it("gets the frame when the page has loaded, so as not to hold that back", async () => {
    vi.useFakeTimers();
    vi.spyOn(document, "readyState", "get").mockReturnValue("interactive");
    page.init(SIGNED_IN);
    await shows("loading");
    vi.advanceTimersByTime(1_999);
    expect(embed.all("iframe")).toHaveLength(0);
    window.dispatchEvent(new Event("load"));
    expect(embed.all("iframe")).toHaveLength(1);
  });

  it("does not wait longer than two seconds for a slow page", async () => {
    vi.useFakeTimers();
    vi.spyOn(document, "readyState", "get").mockReturnValue("interactive");
    page.init(SIGNED_IN);
    await shows("loading");
    vi.advanceTimersByTime(2_000);
    expect(embed.all("iframe")).toHaveLength(1);
  });

  it("has neither token nor name anywhere in the page", async () => {
    page.init(SIGNED_IN);
    embed.launcher().click();
    await framed();
    expect(embed.markup()).toContain("/embed/patient/dr-rivera");
    expect(embed.markup()).not.toMatch(/t0ken|Ana/);
  });
});

describe("a frame that cannot be reached", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });

  it("leaves a plain message, a way to try again and the chat in a window of its own", async () => {
    const events = listen(page.init(WALK_IN));
    embed.launcher().click();
    await framed();
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    expect(events).toEqual([["error", { code: "frame_unreachable" }]]);
    expect(embed.get("[role=status]").textContent).toContain("The chat could not be loaded.");
    const link = embed.get("a");
    const attributes = ["href", "target", "rel"].map((name) => link.getAttribute(name));
    expect(attributes).toEqual([`${BACKEND}/r/dr-rivera`, "_blank", "noopener noreferrer"]);
    expect(embed.all("iframe")).toHaveLength(0);
  });

  it("is tried again by the button", async () => {
    page.init(WALK_IN);
    embed.launcher().click();
    await framed();
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    embed.button("Try again")?.click();
    await loadApp();
    await shows("open");
  });

  it("is tried again by itself, ever less often, while what is shown stays", async () => {
    const events = listen(page.init(WALK_IN));
    embed.launcher().click();
    await framed();
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    const again = embed.button("Try again");
    again?.focus();
    for (const seconds of [10, 20, 40, 60, 60]) {
      vi.advanceTimersByTime(seconds * 1_000 - 1);
      expect(embed.all("iframe")).toHaveLength(0);
      vi.advanceTimersByTime(1);
      expect(embed.all("iframe")).toHaveLength(1);
      vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    }
    expect(embed.button("Try again")).toBe(again);
    expect(embed.focused()).toBe(again);
    expect(events).toEqual([["error", { code: "frame_unreachable" }]]);
  });

  it("opens as soon as it can be reached", async () => {
    page.init(WALK_IN);
    embed.launcher().click();
    await framed();
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    vi.advanceTimersByTime(10_000);
    const app = await loadApp();
    await shows("open");
    expect(app.commands).toEqual(["open"]);
    expect(embed.get("[role=status]").textContent).toBe("");
  });

  it("shows that it loads when somebody presses while it is tried", async () => {
    page.init(WALK_IN);
    embed.launcher().click();
    await framed();
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    vi.advanceTimersByTime(10_000);
    embed.button("Try again")?.click();
    await shows("loading");
    expect(embed.all("iframe")).toHaveLength(1);
    await loadApp();
    await shows("open");
  });

  it("is not tried again once somebody has closed it", async () => {
    page.init(WALK_IN);
    embed.launcher().click();
    await framed();
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    embed.button("Close")?.click();
    vi.advanceTimersByTime(60_000);
    expect(embed.all("iframe")).toHaveLength(0);
  });

  it("does not bring up a panel that was closed", async () => {
    page.init(WALK_IN);
    const app = await openByLauncher();
    app.report({ type: "layout", state: "closed" });
    await shows("closed");
    load(embed.frame());
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    expect(embed.views()).toContain("idle");
  });
});

describe("a visit that goes on", () => {
  const KEY = "waitside-dr-rivera";
  const kept = () => sessionStorage.getItem(KEY);

  beforeEach(() => sessionStorage.setItem(KEY, "closed"));
  afterEach(() => sessionStorage.clear());

  it.each([
    ["open", "loading", "open"],
    ["minimized", "minimized", "minimize"],
    ["closed", "closed", "close"],
    ["nonsense", "loading", "open"],
  ])("is taken up without a press, with the panel as it was: %s", async (state, view, command) => {
    sessionStorage.setItem(KEY, state);
    page.init(WALK_IN);
    await framed();
    expect(embed.views()).toContain(view);
    const app = await loadApp();
    await eventually(() => expect(app.commands).toEqual([command]));
  });

  it.each(["closed", "minimized"])(
    "opens on a press while it is taken up, though it was %s",
    async (state) => {
      sessionStorage.setItem(KEY, state);
      page.init(WALK_IN);
      await framed();
      embed.launcher().click();
      await shows("loading");
      const app = await loadApp();
      await shows("open");
      expect(app.commands).toEqual(["open"]);
    },
  );

  it("does not flash up when a busy page hears late how the app began", async () => {
    const events = listen(page.init(WALK_IN));
    const app = await loadApp();
    app.report({ type: "layout", state: "open" });
    app.report({ type: "layout", state: "closed" });
    app.report({ type: "unread", count: 1 });
    await eventually(() => expect(events).toContainEqual(["unread", { count: 1 }]));
    expect(events).toEqual([
      ["ready", {}],
      ["unread", { count: 1 }],
    ]);
    expect(kept()).toBe("closed");
    app.report({ type: "layout", state: "open" });
    await shows("open");
  });

  it("is kept as the panel is, until it ends", async () => {
    page.init(WALK_IN);
    const app = await loadApp();
    await eventually(() => expect(app.commands).toEqual(["close"])); // which it does
    app.report({ type: "visit", state: "waiting", place: 1, room: "dr-rivera" });
    app.report({ type: "layout", state: "open" });
    await eventually(() => expect(kept()).toBe("open"));
    app.report({ type: "visit", state: "elsewhere", place: null, room: "dr-rivera" });
    app.report({ type: "layout", state: "minimized" });
    await shows("minimized");
    expect(kept(), "another page has it").toBe("open");
    app.report({ type: "visit", state: "ended", place: null, room: "dr-rivera" });
    await eventually(() => expect(kept()).toBeNull());
  });

  it.each([
    ["destroyed, as by a portal that signs its patient out", null],
    ["taken off the page, as by an app that shows another view", "closed"],
  ])("is forgotten by the site, or not, when its embed is %s", async (how, after) => {
    const handle = page.init(WALK_IN);
    const host = embed.host();
    await loadApp();
    if (after === null) handle.destroy();
    else host?.remove();
    await eventually(() => expect(embed.all("iframe")).toHaveLength(0));
    expect(kept(), how).toBe(after);
  });

  it("is taken up again by a page that the browser kept for the way back", async () => {
    sessionStorage.clear();
    page.init(WALK_IN);
    sessionStorage.setItem(KEY, "closed");
    window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
    await framed();
    const app = await loadApp();
    await eventually(() => expect(app.commands).toEqual(["close"]));
  });

  it("goes on behind a panel that is closed while it loads", async () => {
    sessionStorage.setItem(KEY, "open");
    page.init(WALK_IN);
    await framed();
    embed.button("Close")?.click();
    expect(embed.views()).toContain("closed");
    expect(embed.all("iframe")).toHaveLength(1);
    const app = await loadApp();
    await eventually(() => expect(app.commands).toEqual(["close"]));
  });

  it.each(["closed", "minimized"])("is tried again and again behind a panel that was %s", async (state) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    sessionStorage.setItem(KEY, state);
    page.init(WALK_IN);
    await vi.waitFor(() => {
      vi.advanceTimersByTime(1);
      expect(embed.all("iframe")).toHaveLength(1);
    });
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    expect([embed.views().includes(state), embed.all("iframe").length]).toEqual([true, 0]);
    vi.advanceTimersByTime(10_000);
    expect(embed.all("iframe")).toHaveLength(1);
  });

  it("is tried again behind a panel that could not be loaded and was closed then", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    sessionStorage.setItem(KEY, "open");
    page.init(WALK_IN);
    await vi.waitFor(() => {
      vi.advanceTimersByTime(1);
      expect(embed.all("iframe")).toHaveLength(1);
    });
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    embed.button("Close")?.click();
    expect([embed.views().includes("closed"), kept()]).toEqual([true, "closed"]);
    vi.advanceTimersByTime(20_000);
    expect(embed.all("iframe")).toHaveLength(1);
    expect(embed.launcher().getAttribute("aria-label")).toBe("Open chat");
  });
});

describe("a provider", () => {
  it("gets the queue in the container, loaded at once, without a launcher", async () => {
    page.init(PROVIDER);
    await framed();
    expect(document.querySelector("#queue")?.firstElementChild).toBe(embed.host());
    expect(embed.frame().src).toBe(`${BACKEND}/embed/provider/dr-rivera`);
    expect(embed.frame().title).toBe("Patient queue");
    expect(embed.all("[data-testid=waitside-launcher]")).toHaveLength(0);
  });

  it("sees it as soon as the frame is ready", async () => {
    page.init(PROVIDER);
    await loadApp();
    await shows("open");
  });

  it("is not offered the patients' page when it fails", async () => {
    vi.useFakeTimers();
    page.init(PROVIDER);
    await framed();
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    expect(embed.views()).toContain("failed");
    expect(embed.button("Try again")).toBeDefined();
    expect(embed.all("a")).toHaveLength(0);
  });
});
