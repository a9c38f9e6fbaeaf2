import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Api, SignedIn } from "./api";
import { Console, type Inside } from "./console";

const ROOMS = ["dr-rivera", "dr-okafor"].map((slug) => ({ slug, name: slug, title: "" }));
const CLINIC = { name: "Harbor Street Clinic", logo: null, accents: {}, emergencyLine: null };
const account = (count = 2): SignedIn => ({
  name: "Dr. Elena Rivera",
  rooms: ROOMS.slice(0, count),
  clinic: CLINIC,
  theme: "system",
  language: "",
});
const refusal = (code: string, retryAfter: number | null = null) => ({ problem: { code, retryAfter } });

let address = "";
const room = { wipe: vi.fn<Inside["wipe"]>() };
const api = {
  signedIn: vi.fn<Api["signedIn"]>(),
  signIn: vi.fn<Api["signIn"]>(),
  signOut: vi.fn<Api["signOut"]>(),
  roomToken: vi.fn<Api["roomToken"]>(),
};
const reload = vi.fn<() => void>();
const later = vi.fn<(run: () => void, seconds: number) => void>();
const enter = vi.fn<(slug: string, token: string) => Promise<Inside>>();

function makeConsole(): Console<Inside> {
  return new Console(api, {
    enter,
    reload,
    later,
    address: { get: () => address, set: (slug) => (address = slug) },
  });
}

beforeEach(() => {
  vi.resetAllMocks();
  address = "";
  api.signedIn.mockResolvedValue({ value: account() });
  api.signIn.mockResolvedValue({ value: account() });
  api.signOut.mockResolvedValue({ value: null });
  api.roomToken.mockResolvedValue({ value: { token: "a token" } });
  enter.mockResolvedValue(room);
});

async function started(): Promise<Console<Inside>> {
  const way = makeConsole();
  await way.start();
  return way;
}

describe("on arrival", () => {
  it("asks who is there for a sign-in", async () => {
    api.signedIn.mockResolvedValue(refusal("signed_out"));
    expect((await started()).stage.value).toEqual({ stage: "sign_in", problem: null });
  });

  it("says when it could not find out", async () => {
    api.signedIn.mockResolvedValue(refusal("offline"));
    expect((await started()).stage.value.stage).toBe("unreachable");
  });

  it("asks again by itself after a while, and shows the same until it knows", async () => {
    api.signedIn.mockResolvedValue({ problem: { code: "not_ready", retryAfter: 7 } });
    const way = await started();
    const [again, seconds] = later.mock.lastCall ?? [];
    expect(seconds).toBe(7);
    api.signedIn.mockResolvedValue({ value: account() });
    again?.();
    expect(way.stage.value.stage).toBe("unreachable");
    await vi.waitFor(() => expect(way.stage.value.stage).toBe("rooms"));
  });

  it("asks once only where somebody has pressed the button meanwhile", async () => {
    api.signedIn.mockResolvedValue(refusal("offline"));
    const way = await started();
    expect(later.mock.lastCall?.[1]).toBe(5);
    api.signedIn.mockResolvedValue({ value: account() });
    await way.start();
    later.mock.lastCall?.[0]();
    expect(api.signedIn).toHaveBeenCalledTimes(2);
  });

  it("offers the rooms where there are several, and goes into the only one", async () => {
    expect((await started()).stage.value.stage).toBe("rooms");
    api.signedIn.mockResolvedValue({ value: account(1) });
    expect((await started()).stage.value.stage).toBe("inside");
    expect(enter).toHaveBeenCalledExactlyOnceWith("dr-rivera", "a token", account(1));
    expect(address).toBe("dr-rivera");
  });

  it("goes into the room in the address, if it is one of theirs", async () => {
    address = "dr-okafor";
    expect((await started()).stage.value.stage).toBe("inside");
    address = "dr-somebody-elses";
    expect((await started()).stage.value.stage).toBe("rooms");
  });

  it("shows the rooms with the problem when one cannot be entered", async () => {
    api.roomToken.mockResolvedValue(refusal("not_allowed"));
    const way = await started();
    await way.enter(account(), "dr-rivera");
    expect(way.stage.value).toMatchObject({ stage: "rooms", problem: { code: "not_allowed" } });
  });
});

describe("signing in", () => {
  beforeEach(() => api.signedIn.mockResolvedValue(refusal("signed_out")));

  it("hands back what is wrong and leaves the form where it is", async () => {
    api.signIn.mockResolvedValue(refusal("sign_in_failed"));
    const way = await started();
    expect(await way.signIn("rivera@harbor.example", "wrong")).toMatchObject({ code: "sign_in_failed" });
    expect(way.stage.value.stage).toBe("sign_in");
  });

  it("leads on", async () => {
    const way = await started();
    expect(await way.signIn("rivera@harbor.example", "right")).toBeNull();
    expect(way.stage.value.stage).toBe("rooms");
    expect(reload).not.toHaveBeenCalled();
  });

  describe("while the server is busy", () => {
    beforeEach(() => {
      vi.useFakeTimers();
      return () => vi.useRealTimers();
    });

    it("tries again when it may", async () => {
      api.signIn.mockResolvedValueOnce(refusal("too_many", 5));
      const way = await started();
      const signingIn = way.signIn("rivera@harbor.example", "right");
      await vi.advanceTimersByTimeAsync(4_999);
      expect(api.signIn).toHaveBeenCalledOnce();
      await vi.advanceTimersByTimeAsync(5_001);
      expect(await signingIn).toBeNull();
      expect(api.signIn).toHaveBeenLastCalledWith("rivera@harbor.example", "right");
    });

    it("gives up some time", async () => {
      api.signIn.mockResolvedValue(refusal("too_many", 5));
      const way = await started();
      const signingIn = way.signIn("rivera@harbor.example", "right");
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await signingIn).toMatchObject({ code: "too_many" });
      expect(api.signIn).toHaveBeenCalledTimes(4);
    });

    it.each([6, 300, null])("leaves it to the person after too many tries: %s", async (retryAfter) => {
      api.signIn.mockResolvedValue(refusal("too_many", retryAfter));
      const way = await started();
      expect(await way.signIn("rivera@harbor.example", "right")).toMatchObject({ code: "too_many" });
      expect(api.signIn).toHaveBeenCalledOnce();
    });
  });
});

describe("from within a room", () => {
  beforeEach(() => (address = "dr-rivera"));

  it.each(["signed_out", "account_closed"])("erases everything and says why: %s", async (code) => {
    const way = await started();
    way.refused(code);
    expect(room.wipe).toHaveBeenCalledOnce();
    expect(way.stage.value).toMatchObject({ stage: "sign_in", problem: { code } });
    await way.signIn("rivera@harbor.example", "right");
    expect(reload).toHaveBeenCalledOnce(); // the page of the one before holds nothing for the one after
    expect(address).toBe("dr-rivera");
  });

  it("stays where it is for any other refusal, which the room shows", async () => {
    const way = await started();
    way.refused("room_unknown");
    expect(way.stage.value.stage).toBe("inside");
    expect(room.wipe).not.toHaveBeenCalled();
  });

  it("signs out, or says why not and stays", async () => {
    const way = await started();
    api.signOut.mockResolvedValueOnce(refusal("offline"));
    expect(await way.signOut()).toMatchObject({ code: "offline" });
    expect(way.stage.value.stage).toBe("inside");
    expect(await way.signOut()).toBeNull();
    expect(room.wipe).toHaveBeenCalledOnce();
    expect([address, reload.mock.calls.length]).toEqual(["", 1]);
  });

  it("changes rooms on a fresh page", async () => {
    (await started()).changeRoom();
    expect([address, reload.mock.calls.length]).toEqual(["", 1]);
  });
});
