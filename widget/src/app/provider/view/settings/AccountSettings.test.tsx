import { effect, signal } from "@preact/signals-core";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../i18n";
import type { AccountView } from "../../../protocol/types";
import { all, click, draw, one, PERSON, press, type } from "../../../ui/testing";
import { ACCOUNT, ALERTS } from "../../testing";
import { keepAccount, makeActions } from "../testing";
import { AccountSettings } from ".";
import type { ProfileDraft } from "./ProfileTab";

let actions: ReturnType<typeof makeActions>;
let kept: ReturnType<typeof keepAccount>;
beforeEach(() => {
  actions = makeActions();
  kept = keepAccount(actions);
});

function open(account: Partial<AccountView> = {}, me = PERSON) {
  const draft = signal<ProfileDraft>({});
  const dialog = (person: typeof PERSON) => (
    <AccountSettings
      me={person}
      account={{ ...(kept.view.value ?? ACCOUNT), ...account }}
      alerts={ALERTS}
      actions={actions}
      draft={draft.value}
      setDraft={(next) => (draft.value = next)}
      onClose={() => undefined}
    />
  );
  const { redraw } = draw(dialog(me));
  effect(() => redraw(dialog(me)));
  return { change: (person: typeof PERSON) => redraw(dialog(person)) };
}

function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll("label")].find(({ textContent }) => textContent === label);
  const input = document.getElementById(found?.htmlFor ?? "");
  if (!(input instanceof HTMLInputElement)) throw new Error(`no field ${label}`);
  return input;
}

async function settle(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve)));
}

describe("the tabs", () => {
  const shown = () => all("tabpanel").filter((panel) => !panel.hidden);

  it("are reached with the arrow keys, round and round, one of them with Tab", () => {
    open();
    const tabs = all("tab");
    expect(tabs.map((tab) => tab.tabIndex)).toEqual([0, -1, -1, -1, -1]);
    for (const [key, at] of [
      ["ArrowRight", 1],
      ["ArrowLeft", 0],
      ["ArrowLeft", 4],
      ["ArrowRight", 0],
      ["End", 4],
      ["Home", 0],
    ] as const) {
      press(document.activeElement as HTMLElement, key);
      expect(document.activeElement).toBe(tabs[at]);
      expect(shown().map((panel) => panel.id)).toEqual([tabs[at]?.getAttribute("aria-controls")]);
      expect(tabs[at]?.tabIndex).toBe(0);
    }
  });
});

describe("the profile", () => {
  it("saves only what was changed", async () => {
    open();
    type(field("Message to waiting patients"), " Back soon ");
    await click(one("button", "Save"));
    await settle();
    expect(actions.setLine).toHaveBeenCalledExactlyOnceWith("Back soon");
    expect(actions.setProfile).not.toHaveBeenCalled();
    expect(all("status").some(({ textContent }) => textContent === "Saved")).toBe(true);
  });

  it("shows what another page has set, and keeps what is being typed", () => {
    const { change } = open();
    change({ ...PERSON, name: "Dr. Elena Soto" });
    expect(field("Name").value).toBe("Dr. Elena Soto");
    type(field("Name"), "Dr. Soto");
    change({ ...PERSON, name: "Dr. Somebody", title: "Travel medicine" });
    expect(field("Name").value).toBe("Dr. Soto");
    expect(field("Title").value).toBe("Travel medicine");
  });

  it("says so as long as something is not saved", async () => {
    open();
    expect(document.body.textContent).not.toContain("Not saved yet");
    type(field("Title"), "Travel medicine");
    expect(document.body.textContent).toContain("Not saved yet");
    await click(one("button", "Save"));
    await settle();
    expect(actions.setProfile).toHaveBeenCalledOnce();
    expect(field("Title").value).toBe(PERSON.title);
    expect(document.body.textContent).not.toContain("Not saved yet");
  });

  it("wants a name", async () => {
    open();
    type(field("Name"), " ");
    await click(one("button", "Save"));
    await settle();
    expect(one("alert").textContent).toContain("need a name");
    expect(field("Name").getAttribute("aria-invalid")).toBe("true");
    expect(actions.setProfile).not.toHaveBeenCalled();
  });
});

describe("the queue (R26)", () => {
  const radio = (name: string) => {
    const label = [...document.querySelectorAll("label")].find(({ textContent }) => textContent === name);
    return label?.querySelector("input");
  };

  it("can be set to undo for 6 seconds, as at first, for 20, or not at all", async () => {
    open();
    expect(radio("6 seconds")?.checked).toBe(true);
    for (const [name, undoSeconds] of [
      ["20 seconds", 20],
      ["Off", 0],
    ] as const) {
      await click(radio(name) as HTMLElement);
      expect(kept.save).toHaveBeenLastCalledWith({ ...ACCOUNT.settings, undoSeconds });
    }
  });
});

describe("appearance", () => {
  const radio = (at: number) => document.querySelectorAll<HTMLInputElement>("input[type=radio]")[at];

  it("saves a theme at once, with all other settings as they are", async () => {
    open();
    await click(radio(2) as HTMLElement);
    expect(kept.save).toHaveBeenCalledExactlyOnceWith({ ...ACCOUNT.settings, theme: "dark" });
  });

  it("goes back to what holds when it could not be saved, and says so", async () => {
    kept.save.mockResolvedValue({ code: "offline" });
    open();
    await click(radio(2) as HTMLElement);
    await settle();
    expect(one("alert").textContent).toContain("no connection");
    expect([0, 1, 2].map((at) => radio(at)?.checked)).toEqual([true, false, false]);
  });

  it("offers the languages that there are, and no others", () => {
    open();
    const options = [...document.querySelectorAll("option")].map(({ value, textContent }) => [
      value,
      textContent,
    ]);
    expect(options[0]).toEqual(["", "Same as browser"]);
    expect(options.slice(1)).toEqual(Object.entries(LANGUAGES));
  });
});

describe("security", () => {
  const GOOD = "twelve letters";
  const submit = async (current: string, next: string, again: string) => {
    type(field("Current password"), current);
    type(field("New password"), next);
    type(field("Confirm new password"), again);
    await click(one("button", "Change password"));
    await settle();
  };

  it("has no password to change for somebody without one", () => {
    open();
    expect(all("button", "Change password")).toEqual([]);
    expect(document.body.textContent).toContain("no password to change here");
  });

  it.each([
    ["elevenchars", "elevenchars", "New password"],
    [GOOD, `${GOOD}!`, "Confirm new password"],
  ])("does not ask the server for %s and %s", async (next, again, label) => {
    open({ password: true });
    await submit("old", next, again);
    expect(actions.setPassword).not.toHaveBeenCalled();
    expect(one("alert").textContent).not.toBe("");
    expect(field(label).getAttribute("aria-invalid")).toBe("true");
  });

  it("changes the password, or says what is wrong with it", async () => {
    actions.setPassword.mockResolvedValueOnce({ code: "wrong_password" });
    open({ password: true });
    await submit("old", GOOD, GOOD);
    expect(one("alert").textContent).toContain("current password is not right");
    expect(field("Current password").getAttribute("aria-invalid")).toBe("true");
    await submit("really old", GOOD, GOOD);
    expect(actions.setPassword).toHaveBeenLastCalledWith("really old", GOOD);
    expect(["Current password", "New password"].map((label) => field(label).value)).toEqual(["", ""]);
  });

  it("asks before it signs out everywhere, and takes no for an answer", async () => {
    open();
    await click(one("button", "Sign out everywhere"));
    expect(document.activeElement).toBe(one("button", "Cancel"));
    await click(one("button", "Cancel"));
    expect(document.activeElement).toBe(one("button", "Sign out everywhere"));
    expect(actions.signOutEverywhere).not.toHaveBeenCalled();
    await click(one("button", "Sign out everywhere"));
    await click(one("button", "Sign out everywhere"));
    expect(actions.signOutEverywhere).toHaveBeenCalledOnce();
  });
});
