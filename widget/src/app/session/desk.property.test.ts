// @vitest-environment node
/// <reference types="node" />
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Message } from "../chatbox";
import { RESEND_AFTER, type Delivered, type Peer } from "../delivery/courier";
import { makePageKeys, type PageKeys } from "../delivery/sealing";
import { watchSealing } from "../delivery/testing";
import { ServerClock } from "./clock";
import { brief, hear } from "./colleagues";
import { Desk } from "./desk";

vi.mock("./frame", () => ({ nextFrame: () => undefined }));

/** How many stories to try; where it is set they are new each time, else always the same. */
const EXAMPLES = process.env["WAITSIDE_EXAMPLES"];
const RUNS = {
  numRuns: Number(EXAMPLES ?? 60),
  ...(EXAMPLES === undefined ? { seed: 1 } : {}),
  endOnFailure: false,
};
const LONG = 3_600_000; // ms: as many as one asks for
const VISIT = "v1";
const ROUNDS = 40; // in which letters go back and forth; far more than it takes

let keys: readonly PageKeys[];
beforeAll(async () => {
  keys = await Promise.all(Array.from({ length: 3 }, makePageKeys));
});
const settle = watchSealing();
afterEach(settle);

type Name = "ana" | "rivera" | "nurse";
const NAMES = ["ana", "rivera", "nurse"] as const;

/** The patient's page and two of providers, with a channel from each to each. */
class House {
  readonly pages = new Map<Name, Page>();
  letters: { readonly to: string; readonly delivered: Delivered }[] = [];

  constructor() {
    for (const [index, name] of NAMES.entries()) this.pages.set(name, new Page(this, name, keys[index]));
    for (const page of this.all) page.meet();
  }

  get all(): readonly Page[] {
    return [...this.pages.values()];
  }

  page(name: Name): Page {
    const page = this.pages.get(name);
    if (page === undefined) throw new Error("no such page");
    return page;
  }

  carry({ to, delivered }: { readonly to: string; readonly delivered: Delivered }): void {
    this.all.find(({ keys }) => keys.page === to)?.desk.courier.receive(delivered);
  }

  /** All is well from now on. */
  async heal(now: number): Promise<void> {
    for (const page of this.all) page.meet();
    for (let round = 1; round <= 2; round += 1) {
      await this.#drain();
      for (const late of [0, RESEND_AFTER]) {
        for (const { desk } of this.all) desk.nudge(now + round * 60_000 + late);
        await this.#drain();
      }
    }
  }

  async #drain(): Promise<void> {
    await settle();
    for (let round = 0; this.letters.length > 0; round += 1) {
      if (round > ROUNDS) throw new Error("letters go back and forth for ever");
      for (const letter of this.letters.splice(0)) this.carry(letter);
      await settle();
    }
  }
}

class Page {
  readonly desk: Desk;
  readonly keys: PageKeys;
  readonly written: string[] = [];

  constructor(
    readonly house: House,
    readonly name: Name,
    keys: PageKeys | undefined,
  ) {
    if (keys === undefined) throw new Error("no keys");
    this.keys = keys;
    this.desk = new Desk(keys, new ServerClock(), {
      relay: ({ to, visit, seq, sealed }) => {
        house.letters.push({ to, delivered: { visit, sender: keys.page, seq, sealed } });
        return Promise.resolve({ type: "accepted", call: null });
      },
      visitOf: () => VISIT,
      conversationOf: () => VISIT,
      greeting: () => (name === "ana" ? { type: "card", name: "Ana" } : null),
      onCard: () => undefined,
      onErased: () => undefined,
      onColleague: (peer, due) => brief(this.desk, peer, due),
      onTeam: (peer, content) => (name === "ana" ? [] : hear(this.desk, peer, content)),
      byline: () => (name === "ana" ? null : name),
      admit: (_line, letters) => letters,
    });
    this.desk.courier.setOnline(true);
  }

  get messages(): readonly Message[] {
    return this.desk.chat.value.conversations.get(VISIT)?.messages ?? [];
  }

  meet(): void {
    this.desk.dispatch({ type: "visit_present", visit: VISIT });
    this.desk.courier.setPeers(
      this.house.all.filter((page) => page !== this).map((page) => this.#seen(page)),
    );
  }

  #seen({ name, keys: { page, publicKey, proof } }: Page): Peer {
    const side = name === "ana" || this.name === "ana" ? "other" : "own";
    const vouched = name === "ana" ? null : name;
    return { visit: VISIT, page, publicKey, proof, connected: true, since: 0, side, name: vouched };
  }

  write(): void {
    const text = `${this.name} ${this.written.length}`;
    if (this.desk.chat.value.conversations.get(VISIT)?.present !== true) return; // the composer is disabled
    this.written.push(text);
    this.desk.send(VISIT, text);
  }

  look(): void {
    this.desk.dispatch({ type: "chat_opened", visit: VISIT });
  }

  lookAway(): void {
    this.desk.dispatch({ type: "closed" });
  }

  /** The visit is over, as far as a provider's page can tell. */
  giveUp(erases: boolean): void {
    this.desk.courier.endVisit(VISIT);
    this.desk.dispatch({ type: "visit_left", visit: VISIT });
    if (erases) this.desk.dispatch({ type: "closed" }, { type: "dismissed", visit: VISIT });
  }
}

const page = fc.constantFrom<Name>(...NAMES);
const provider = fc.constantFrom<Name>("rivera", "nurse");
const happening = fc.oneof(
  { weight: 2, arbitrary: fc.record({ type: fc.constant("write"), page }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("carry"), place: fc.nat(9), again: fc.boolean() }) },
  fc.record({ type: fc.constant("lose"), place: fc.nat(9) }),
  fc.record({ type: fc.constant("look"), page }),
  fc.record({ type: fc.constant("lookAway"), page }),
  fc.record({ type: fc.constant("giveUp"), page: provider, erases: fc.boolean() }),
  fc.record({ type: fc.constant("meet"), page: provider }),
  fc.record({ type: fc.constant("nudge"), later: fc.constantFrom(1_000, RESEND_AFTER, 20_000) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

function happen(house: House, each: Happening, now: number): void {
  switch (each.type) {
    case "carry":
    case "lose": {
      const place = each.place % Math.max(1, house.letters.length);
      const [letter] = house.letters.slice(place, place + 1);
      if (each.type === "lose" || !each.again) house.letters.splice(place, 1);
      if (each.type === "carry" && letter !== undefined) house.carry(letter);
      break;
    }
    case "giveUp":
      house.page(each.page).giveUp(each.erases);
      break;
    case "nudge":
      for (const { desk } of house.all) desk.nudge(now);
      break;
    case "write":
    case "look":
    case "lookAway":
    case "meet":
      house.page(each.page)[each.type]();
      break;
    default:
      each satisfies never;
  }
}

const textsOf = (messages: readonly Message[]) => messages.map(({ text }) => text);

describe("pages that give a visit up which then comes back", () => {
  it(
    "have every message in the end, once and in order, and show as delivered what the others have",
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(happening, { maxLength: 80, size: "max" }), async (story) => {
          const house = new House();
          let now = 1_000;
          for (const each of story) {
            if (each.type === "nudge") now += each.later;
            happen(house, each, now);
            await settle();
          }
          await house.heal(now);
          expectTold(house);
          for (const each of house.all) each.look();
          await house.heal(now + 200_000);
          expectTold(house);
          for (const { messages } of house.all)
            expect(messages.map(({ status }) => status)).toEqual(messages.map(() => "read"));
        }),
        RUNS,
      ),
    LONG,
  );
});

/** Who has what: the patient each reply that its writer still shows, each provider what the patient wrote and did not see read. */
function expectTold(house: House): void {
  const [ana, ...team] = house.all;
  if (ana === undefined) throw new Error("no patient");
  for (const each of house.all) expect(new Set(textsOf(each.messages)).size).toBe(each.messages.length);
  for (const each of team) {
    const from = textsOf(each.messages.filter(({ direction }) => direction === "received"));
    expect(from).toEqual(ana.written.filter((text) => from.includes(text)));
    for (const { text, status, direction } of ana.messages) {
      if (direction === "sent" && status !== "read") expect(from).toContain(text);
    }
    const replies = textsOf(ana.messages.filter(({ direction }) => direction === "received"));
    for (const { text, direction, status } of each.messages) {
      if (direction === "sent") expect(replies).toContain(text);
      if (direction === "sent") expect(status).not.toBe("sending");
    }
  }
  const statuses = ana.messages.filter(({ direction }) => direction === "sent").map(({ status }) => status);
  expect(statuses).not.toContain("sending");
  expect(statuses).not.toContain("failed");
}
