// @vitest-environment node
/** A patient's and a provider's page, with a server played by hand. */
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { decode } from "../src/app/delivery/base64url";
import type { Hello, PageView, PatientSnapshot, ProviderSnapshot } from "../src/app/protocol/types";
import { ACCOUNT } from "../src/app/provider/testing";
import { bundlePage } from "./bundle";
import { EPOCH } from "./clock";
import type { Event, Output } from "./protocol";
import { load, lookAt, only, step } from "./testing";
import { World } from "./world";

const MINUTE = 60_000; // ms
const TEXT = "Guten Tag";
const ROOM = { slug: "hall", name: "Dr. Rivera", title: "", patientsWriteFirst: true };
const RIVERA = { id: "rivera", name: "Dr. Rivera", title: "", photo: null, line: "" };
const OPENING = `0{"sid":"s","pingInterval":4000,"pingTimeout":6000}`;

let code: string;

beforeAll(async () => {
  code = await bundlePage();
});

/** A world, and a server played by hand. */
class Story {
  readonly world = new World(code);
  readonly out: Output[] = [];
  readonly #sockets = new Map<string, number>();
  readonly #namespaces = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #envelopes: Relayed[] = [];

  async do(at: number, ...events: readonly Event[]): Promise<void> {
    const stepped = await step(this.world, at, ...events);
    this.out.push(...stepped.out);
    for (const { page, socket } of only(stepped, "ws_connect")) this.#sockets.set(page, socket);
    for (const { page, data } of only(stepped, "ws_send")) this.#take(page, data);
  }

  /** Open the page's socket. Return what the server tells others about the page. */
  async open(at: number, page: string): Promise<PageView> {
    await this.do(at, { type: "ws_open", page, socket: this.#socket(page) }, this.#say(page, OPENING));
    const [, namespace = "", hello = ""] = /^40(\/\w+),(.*)$/.exec(this.sentBy(page)[0] ?? "") ?? [];
    const { key, secret } = JSON.parse(hello) as Hello;
    const proof = createHash("sha256").update(decode(secret ?? ""));
    const { page: id = "" } = await lookAt(this.world, page);
    this.#namespaces.set(page, namespace);
    this.#names.set(id, page);
    return { id, key, proof: proof.digest("base64url"), connected: true, since: 0 };
  }

  letIn(page: string, snapshot: PatientSnapshot | ProviderSnapshot): readonly Event[] {
    return [this.#say(page, `40${this.#namespaces.get(page) ?? ""},{"sid":"s"}`), this.#tell(page, snapshot)];
  }

  /** Deliver all envelopes, those that follow from them included. */
  async carry(at: number): Promise<void> {
    for (let next = this.#envelopes.shift(); next !== undefined; next = this.#envelopes.shift())
      await this.do(at, this.#tell(this.#names.get(next.to) ?? "", next));
  }

  sentBy(page: string): readonly string[] {
    return this.out.flatMap((each) => (each.type === "ws_send" && each.page === page ? [each.data] : []));
  }

  #take(page: string, data: string): void {
    const [, payload] = /^42\/\w+,\d+(\[.*\])$/.exec(data) ?? [];
    if (payload === undefined) return;
    const [, command] = JSON.parse(payload) as [string, Relayed];
    const sender = [...this.#names].find(([, name]) => name === page)?.[0] ?? "";
    if (command.type === "relay") this.#envelopes.push({ ...command, type: "relayed", sender });
  }

  #tell(page: string, event: object): Event {
    return this.#say(page, `42${this.#namespaces.get(page) ?? ""},${JSON.stringify(["event", event])}`);
  }

  #say(page: string, data: string): Event {
    return { type: "ws_message", page, socket: this.#socket(page), data };
  }

  #socket(page: string): number {
    return this.#sockets.get(page) ?? 0;
  }
}

interface Relayed {
  readonly type: string;
  readonly to: string;
  readonly sender: string;
}

/** Start a visit. The patient writes, and the provider opens the chat and reads it. */
async function visit(seed: number): Promise<Story> {
  const story = new Story();
  await story.world.answer({ do: "reset", seed });
  await story.do(0, load("ana"), load("rivera", { role: "provider", skew: 5_000 }));
  const [ana, rivera] = [await story.open(10, "ana"), await story.open(10, "rivera")];
  const waiting = { id: "v1", arrivedAt: EPOCH, status: "waiting", call: null } as const;
  const common = {
    now: EPOCH,
    room: ROOM,
    team: [{ page: rivera, provider: RIVERA, presence: "online" as const }],
  };
  await story.do(
    20,
    ...story.letIn("ana", {
      ...common,
      type: "patient_snapshot",
      visit: { ...waiting, place: 1 },
      ticket: "ticket",
    }),
    ...story.letIn("rivera", {
      ...common,
      type: "provider_snapshot",
      visits: [{ ...waiting, page: ana, reference: null, caller: null }],
      ...{ me: RIVERA, account: ACCOUNT, page: rivera.id, away: null },
      ...{ tokenExpires: EPOCH + 2 * MINUTE, since: EPOCH - MINUTE, grace: 10_000 },
    }),
    { type: "act", page: "ana", call: 1, action: "send", args: ["own", TEXT] },
    { type: "act", page: "rivera", call: 2, action: "openChat", args: ["v1"] },
  );
  for (const at of [20, 32, 48, 64, 1_000]) {
    await story.do(at);
    await story.carry(at);
  }
  return story;
}

describe("a visit", () => {
  it("is on both pages, and so is what the patient wrote", async () => {
    const { world, out } = await visit(1);
    const [ana, rivera] = [await lookAt(world, "ana"), await lookAt(world, "rivera")];
    expect(ana.model).toMatchObject({ connection: "online", stage: { stage: "visiting", place: 1 } });
    expect(JSON.parse(ana.storage["waitside:hall"] ?? "")).toMatchObject({ ticket: "ticket", name: "Ana" });
    expect(ana).toMatchObject({
      role: "patient",
      asleep: false,
      visible: true,
      skew: 0,
      lines: { [`v1 ${rivera.page}`]: 0 },
      waiting: 0,
    });
    const written = { direction: "sent", text: TEXT, status: "read", by: null };
    expect(ana.conversations).toMatchObject([
      { visit: "own", present: true, draft: "", messages: [written] },
    ]);
    expect(rivera.model).toMatchObject({ queue: [{ visit: "v1", name: "Ana", unread: 0 }] });
    expect(rivera).toMatchObject({
      skew: 5_000,
      box: { state: "open", visit: "v1" },
      lines: { [`v1 ${ana.page}`]: 0 },
      waiting: 0,
    });
    expect(rivera.conversations).toMatchObject([
      { visit: "v1", messages: [{ ...written, direction: "received" }] },
    ]);
    expect(out.filter(({ type }) => type === "error")).toEqual([]);
    expect(out).toContainEqual({ page: "ana", type: "done", call: 1, result: null });
    expect(out).toContainEqual({ page: "ana", type: "report", message: { type: "queue", place: 1 } });
    expect(out).toContainEqual({
      page: "rivera",
      type: "report",
      message: { type: "queue", waiting: 1, inCall: 0 },
    });
  });

  it("reaches the server only as sealed text", async () => {
    const { out } = await visit(1);
    expect(JSON.stringify(out)).toContain("sealed");
    expect(JSON.stringify(out)).not.toContain(TEXT);
  });

  it("tells once what has come, and what has come into view on a visible page", async () => {
    const story = await visit(1);
    const news = async () => {
      const { had, shown } = await lookAt(story.world, "rivera");
      return { had, shown };
    };
    expect(await news()).toEqual({ had: [TEXT], shown: [TEXT] });
    expect(await news()).toEqual({ had: [], shown: [] });
    const write = { type: "act", page: "ana", call: 3, action: "send", args: ["own", "more"] } as const;
    await story.do(1_000, { type: "visible", page: "rivera", visible: false }, write);
    for (const at of [1_016, 1_032, 1_048]) {
      await story.do(at);
      await story.carry(at);
    }
    expect(await news()).toEqual({ had: ["more"], shown: [] });
    await story.do(2_000, { type: "visible", page: "rivera", visible: true });
    expect(await news()).toEqual({ had: [], shown: ["more"] });
  });

  it("is the same for the same seed, and differs for another", async () => {
    const told = async (seed: number) => JSON.stringify((await visit(seed)).out);
    const first = await told(1);
    expect(await told(1)).toBe(first);
    expect(await told(2)).not.toBe(first);
  });

  it("follows the host's commands", async () => {
    const { world } = await visit(1);
    const close: Event = {
      type: "act",
      page: "ana",
      call: 3,
      action: "host_command",
      args: [{ type: "close" }],
    };
    expect((await step(world, 1_001, close)).out).toEqual([
      { page: "ana", type: "report", message: { type: "layout", state: "closed" } },
      { page: "ana", type: "done", call: 3, result: null },
    ]);
    const dance: Event = { ...close, args: [{ type: "dance" }] };
    expect((await step(world, 1_002, dance)).out).toMatchObject([{ page: "ana", type: "error" }]);
  });

  it("renews the provider's token and reconnects with the new one", async () => {
    const story = await visit(1);
    await story.do(60_020);
    const [asked] = story.out.filter((each) => each.type === "renew_token");
    const renewal = asked?.renewal ?? 0;
    await story.do(60_020, { type: "token", page: "rivera", renewal, token: "another" });
    const knock = story.out.filter((each) => each.type === "fetch" && each.page === "rivera").at(-1);
    if (knock?.type !== "fetch") throw new Error("the page does not ask whether the server is there");
    expect(knock).toMatchObject({ method: "GET", url: "/api/connection", body: null });
    await story.do(60_030, { type: "fetched", page: "rivera", fetch: knock.fetch, status: 204, body: null });
    await story.open(60_040, "rivera");
    expect(story.sentBy("rivera").at(-1)).toContain(`"token":"another"`);
  });
});

describe("a page", () => {
  it("uses no real timer, clock, randomness or network", async () => {
    const spies = [
      ...(["setTimeout", "setInterval", "fetch"] as const).map((name) => vi.spyOn(globalThis, name)),
      ...(["getRandomValues", "randomUUID"] as const).map((name) => vi.spyOn(crypto, name)),
      ...[vi.spyOn(Date, "now"), vi.spyOn(Math, "random"), vi.spyOn(performance, "now")],
    ];
    const story = await visit(1);
    await story.do(MINUTE, { type: "unload", page: "ana" });
    const calls = spies.map(({ mock }) => mock.calls.length);
    for (const spy of spies) spy.mockRestore();
    expect(calls).toEqual(spies.map(() => 0));
  });

  it("cannot reach the globals of Node.js", async () => {
    const names = ["process", "Buffer", "global", "setImmediate", "require", "MessageChannel", "AbortSignal"];
    const world = new World(`
      open([${names.map((name) => `typeof ${name}`).join()}, typeof globalThis.setTimeout, globalThis === window]);
      return { start: async () => ({}) };
    `);
    const [opened] = only(await step(world, 0, load("a")), "opened");
    expect(opened?.url).toEqual([...names.map(() => "undefined"), "function", true]);
  });
});
