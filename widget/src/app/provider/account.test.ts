import { describe, expect, it, vi } from "vitest";
import type { Settings } from "../protocol/types";
import type { Problem } from "../ui/model";
import { OwnAccount } from "./account";
import { ACCOUNT } from "./testing";

const { settings } = ACCOUNT;
const quiet = { messages: { ...settings.messages, on: false } };
const dark = { theme: "dark" } as const;

function make() {
  const answers: ((problem: Problem | null) => void)[] = [];
  const send = vi.fn<(settings: Settings) => Promise<Problem | null>>(
    () => new Promise((resolve) => answers.push(resolve)),
  );
  const account = new OwnAccount(send);
  account.set(ACCOUNT);
  return { account, send, answers, now: () => account.view.value?.settings };
}

describe("the account of a page", () => {
  it("has what is being saved in force, and keeps it once the server tells it", async () => {
    const { account, answers, now } = make();
    const saved = account.change(quiet);
    expect(now()).toEqual({ ...settings, ...quiet });
    account.set({ ...ACCOUNT, settings: { ...settings, ...quiet } });
    answers[0]?.(null);
    expect(await saved).toBeNull();
    expect(now()).toEqual({ ...settings, ...quiet });
  });

  it("adds up changes that come faster than they are saved", async () => {
    const { account, send, answers, now } = make();
    const first = account.change(quiet);
    void account.change(dark);
    expect(send).toHaveBeenLastCalledWith({ ...settings, ...quiet, ...dark });
    account.set({ ...ACCOUNT, settings: { ...settings, ...quiet } });
    answers[0]?.(null);
    await first;
    expect(now()).toEqual({ ...settings, ...quiet, ...dark });
  });

  it("takes back what is refused", async () => {
    const { account, answers, now } = make();
    const saved = account.change(quiet);
    answers[0]?.({ code: "offline" });
    expect(await saved).toEqual({ code: "offline" });
    expect(now()).toEqual(settings);
  });

  it("has nothing to change before the server has told of it", async () => {
    const { account, send } = make();
    account.set(null);
    expect(await account.change(dark)).toEqual({ code: "offline" });
    expect(send).not.toHaveBeenCalled();
  });
});
