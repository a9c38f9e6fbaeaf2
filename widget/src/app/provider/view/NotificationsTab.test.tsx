import { effect } from "@preact/signals-core";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { AlertsModel } from "../../ui/model";
import { all, click, draw, one } from "../../ui/testing";
import { ACCOUNT, ALERTS } from "../testing";
import { NotificationsTab } from "./NotificationsTab";
import { keepAccount, makeActions } from "./testing";

const { settings } = ACCOUNT;
const QUIET = {
  ...settings,
  messages: { ...settings.messages, on: false },
  arrivals: { ...settings.arrivals, on: false },
};

function show({
  alerts = ALERTS,
  account = ACCOUNT,
}: { alerts?: AlertsModel; account?: typeof ACCOUNT } = {}) {
  const actions = makeActions();
  const { save, view } = keepAccount(actions, account);
  const tab = (now: typeof ACCOUNT) => <NotificationsTab account={now} actions={actions} alerts={alerts} />;
  const { root, redraw } = draw(tab(account));
  effect(() => redraw(tab(view.value ?? account)));
  return { actions, save, root };
}

const isOn = (name: string) => one("switch", name).getAttribute("aria-checked") === "true";

afterEach(() => vi.restoreAllMocks());

describe("the notifications tab", () => {
  it("saves each switch at once", async () => {
    const { save } = show();
    await click(one("switch", "New chat messages"));
    const messages = { ...settings.messages, on: false };
    expect(save).toHaveBeenLastCalledWith({ ...settings, messages });
    await click(one("switch", "Show names and text in notifications"));
    expect(save).toHaveBeenCalledTimes(2);
  });

  it("adds up changes that come faster than they are saved", async () => {
    const { save } = show();
    save.mockReturnValue(new Promise(() => undefined));
    await click(one("switch", "New chat messages"));
    await click(one("switch", "Patients joining the queue"));
    expect(save).toHaveBeenLastCalledWith(QUIET);
    expect(isOn("New chat messages")).toBe(false);
  });

  it("shows the ways only of what is on, and none of them twice alike to a screen reader", () => {
    show({ account: { ...ACCOUNT, settings: { ...QUIET, arrivals: settings.arrivals } } });
    expect(all("switch").map((each) => each.getAttribute("aria-label"))).toEqual([
      "New chat messages",
      "Patients joining the queue",
      "Sound",
      "Desktop notification",
      "Tab title",
      "Show names and text in notifications",
    ]);
    expect(all("group").map((each) => each.getAttribute("aria-label"))).toEqual([
      "When a message comes",
      "When a patient joins",
    ]);
  });

  it("says why a change was not saved, and shows what holds", async () => {
    const { save, root } = show();
    save.mockResolvedValue({ code: "offline" });
    await click(one("switch", "New chat messages"));
    expect(root.querySelector("[role=alert]")?.textContent).toContain("no connection");
    expect(isOn("New chat messages")).toBe(true);
  });

  it("asks for permission when desktop notifications are wanted and nobody was asked", async () => {
    const { actions } = show({ alerts: { ...ALERTS, desktop: "default" } });
    const [first] = all("switch", "Desktop notification");
    if (first === undefined) throw new Error("there is none");
    await click(first);
    expect(actions.askPermission).toHaveBeenCalledTimes(1);
    await click(one("button", "Allow desktop notifications"));
    expect(actions.askPermission).toHaveBeenCalledTimes(2);
  });

  it.each([
    [{ sound: "locked", desktop: "denied" }, "Sound is blocked", "Desktop notifications are blocked"],
    [{ sound: "unsupported", desktop: "unsupported" }, "cannot play", "cannot be shown"],
  ] as const)("says what the browser blocks: %j", async (alerts, sound, desktop) => {
    const { root, actions } = show({ alerts: { ...ALERTS, ...alerts } });
    expect(root.textContent).toContain(sound);
    expect(root.textContent).toContain(desktop);
    expect(all("button", "Allow desktop notifications")).toEqual([]);
    await click(one("button", "Test"));
    expect(actions.testAlerts).toHaveBeenCalled();
    expect(one("status").textContent).toContain("Nothing could be played or shown");
  });

  it("says where names are never shown", () => {
    show({ alerts: { ...ALERTS, discreet: true } });
    expect(document.body.textContent).toContain("never show them on this page");
  });

  it("says what a test should have done", async () => {
    show();
    await click(one("button", "Test"));
    expect(one("status").textContent).toContain("A sound was played and a notification shown");
  });
});
