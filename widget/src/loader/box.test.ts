import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../bridge/testing";
import { ClinicPage, embed, listen, loadApp, openByLauncher, shows, WALK_IN } from "./panel/testing";

let page: ClinicPage;

beforeEach(() => {
  page = new ClinicPage();
});

afterEach(() => {
  page.leave();
});

function focusElsewhere(): HTMLElement {
  const field = document.body.appendChild(document.createElement("input"));
  field.focus();
  return field;
}

describe("the box", () => {
  it("is minimised and closed by the handle, and stays loaded", async () => {
    const handle = page.init(WALK_IN);
    const events = listen(handle);
    handle.open();
    await loadApp();
    await shows("open");
    handle.minimize();
    await shows("minimized");
    handle.close();
    await shows("closed");
    expect(embed.all("iframe")).toHaveLength(1);
    expect(embed.launcher().getAttribute("aria-expanded")).toBe("false");
    expect(events).toEqual(["ready", "open", "minimize", "close"].map((event) => [event, {}]));
  });

  it("goes on loading when the app begins closed, until that has heard that it is to open", async () => {
    const events = listen(page.init(WALK_IN));
    embed.launcher().focus();
    embed.launcher().click();
    const app = await loadApp((link) => link.report({ type: "layout", state: "closed" }));
    await shows("open");
    expect(app.commands).toEqual(["open"]);
    expect(events).toEqual(["ready", "open"].map((event) => [event, {}]));
    expect(embed.focused()).toBe(embed.frame());
  });

  it("takes the focus when it was asked for, and gives it back to the launcher when it closes", async () => {
    page.init(WALK_IN);
    const app = await openByLauncher();
    expect(embed.focused()).toBe(embed.frame());
    app.report({ type: "layout", state: "closed" });
    await shows("closed");
    expect(embed.focused()).toBe(embed.launcher());
  });

  it("leaves the focus alone when it closes while somebody is elsewhere", async () => {
    page.init(WALK_IN);
    const app = await openByLauncher();
    const field = focusElsewhere();
    app.report({ type: "layout", state: "closed" });
    await shows("closed");
    expect(document.activeElement).toBe(field);
  });

  it("does not take the focus when it opens by itself", async () => {
    page.init(WALK_IN);
    const app = await openByLauncher();
    app.report({ type: "layout", state: "minimized" });
    await shows("minimized");
    embed.frame().blur();
    app.report({ type: "layout", state: "open" });
    await shows("open");
    expect(embed.focused()).toBeNull();
  });

  it("does not take the focus from somebody who went elsewhere while it loaded", async () => {
    page.init(WALK_IN);
    embed.launcher().click();
    const field = focusElsewhere();
    await loadApp();
    await shows("open");
    expect(document.activeElement).toBe(field);
  });

  it.each([
    ["open", "open"],
    ["minimized", "minimize"],
    ["closed", "close"],
  ] as const)("that was %s is told to %s after the frame reloaded itself", async (state, command) => {
    page.init(WALK_IN);
    const app = await openByLauncher();
    app.report({ type: "layout", state });
    await shows(state);
    const reloaded = await loadApp();
    await eventually(() => expect(reloaded.commands).toEqual([command]));
  });
});

describe("news from the chat", () => {
  it.each([
    [1, "1"],
    [3, "3"],
    [120, "99+"],
    [0, ""],
  ])("%i new messages show on the launcher as %j", async (count, badge) => {
    const events = listen(page.init(WALK_IN));
    const app = await openByLauncher();
    app.report({ type: "unread", count: 7 });
    app.report({ type: "unread", count });
    await eventually(() => expect(events).toContainEqual(["unread", { count }]));
    expect(embed.badge().textContent).toBe(badge);
  });

  it("of calls and errors goes to the page", async () => {
    const events = listen(page.init(WALK_IN));
    const app = await openByLauncher();
    app.report({ type: "call-started", call: "c1", url: null });
    app.report({ type: "call-ended", call: "c1" });
    app.report({ type: "error", code: "room_closed" });
    const started = ["call-started", { call: "c1", url: null }];
    const expected = [started, ["call-ended", { call: "c1" }], ["error", { code: "room_closed" }]];
    await eventually(() => expect(events.slice(2)).toEqual(expected));
  });
});
