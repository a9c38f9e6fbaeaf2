// @vitest-environment node
/// <reference types="node" />
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { EMPTY, step, type ChatState } from "../chatbox";
import { RESEND_AFTER, type Peer } from "./courier";
import { makePageKeys, type PageKeys } from "./sealing";
import { End, heal, message, watchSealing, type Sight } from "./testing";

/** How many stories to try; where it is set they are new each time, else always the same. */
const EXAMPLES = process.env["WAITSIDE_EXAMPLES"];
const RUNS = {
  numRuns: Number(EXAMPLES ?? 100),
  ...(EXAMPLES === undefined ? { seed: 1 } : {}),
  endOnFailure: false,
};
const LONG = 3_600_000; // ms: as many as one asks for
const PAGES = 5;

let keys: readonly PageKeys[];
beforeAll(async () => {
  keys = await Promise.all(Array.from({ length: PAGES }, makePageKeys));
});

const settle = watchSealing();
afterEach(settle);

const side = fc.constantFrom<0 | 1>(0, 1);
const happening = fc.oneof(
  fc.record({ type: fc.constant("post"), side, count: fc.constantFrom(1, 1, 2, 3, 20) }),
  fc.record({ type: fc.constant("whisper"), side }),
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant("carry"), side, place: fc.nat(9), again: fc.boolean() }),
  },
  fc.record({ type: fc.constant("lose"), side, place: fc.nat(9) }),
  fc.record({ type: fc.constant("connect"), side, online: fc.boolean() }),
  fc.record({
    type: fc.constant("sees"),
    side,
    sight: fc.constantFrom<Sight>("connected", "away", "absent"),
  }),
  fc.record({ type: fc.constant("nudge"), side, later: fc.constantFrom(1, RESEND_AFTER - 1, RESEND_AFTER) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

describe("two couriers at the ends of a channel that loses, doubles, reorders and delays", () => {
  it(
    "bring everything, once and in order, and never say too early that it arrived",
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(happening, { maxLength: 100 }), async (story) => {
          const ends = await twoEnds();
          let now = 1_000;
          for (const each of story) {
            if (each.type === "nudge") now += each.later;
            happen(ends, each, now);
            await settle();
            expectSound(ends);
          }
          await heal(ends, now, settle);
          expectSound(ends);
          for (const [from, to] of bothWays(ends)) {
            expect(to.got).toEqual(from.posted);
            expect(from.arrived).toEqual(from.posted);
          }
        }),
        RUNS,
      ),
    LONG,
  );
});

function happen(ends: readonly [End, End], each: Happening, now: number): void {
  const [from, to] = each.side === 0 ? ends : ([ends[1], ends[0]] as const);
  switch (each.type) {
    case "post":
      for (let nth = 0; nth < each.count; nth += 1)
        from.post(to, message(`${each.side}-${from.posted.length}`));
      break;
    case "whisper":
      from.whisper(to);
      break;
    case "carry":
    case "lose": {
      const place = each.place % Math.max(1, from.outgoing.length);
      const [envelope] = from.outgoing.slice(place, place + 1);
      if (each.type === "lose" || !each.again) from.outgoing.splice(place, 1);
      if (each.type === "carry" && envelope !== undefined) to.receive(envelope);
      break;
    }
    case "connect":
      from.connect(each.online);
      break;
    case "sees":
      from.sees(to, each.sight);
      break;
    case "nudge":
      from.nudge(now);
      break;
    default:
      each satisfies never;
  }
}

/** What must be so at any moment. */
function expectSound(ends: readonly [End, End]): void {
  for (const [from, to] of bothWays(ends)) {
    expect(to.got).toEqual(from.posted.slice(0, to.got.length));
    expect(from.arrived).toEqual(to.got.slice(0, from.arrived.length));
    expect(from.isBusy).toBe(false);
  }
}

const forgetting = fc.oneof(
  { weight: 9, arbitrary: happening },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("forget"), side, meets: fc.boolean() }) },
);

describe("two couriers of which either may forget the line", () => {
  it(
    "bring everything to whoever lacks it, in order, with no more letters than there is a reason for",
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(forgetting, { maxLength: 60, size: "max" }), async (story) => {
          const ends = await twoEnds();
          let now = 1_000;
          for (const each of story) {
            if (each.type === "nudge") now += each.later;
            if (each.type === "forget") forget(ends, each);
            else happen(ends, each, now);
            await settle();
            expectNothingMadeUp(ends);
          }
          await heal(ends, now, settle);
          expectNothingMadeUp(ends);
          for (const [from, to] of bothWays(ends)) {
            expect(once(to.got)).toEqual(from.posted);
            expect(once(from.arrived)).toEqual(from.posted);
          }
        }),
        RUNS,
      ),
    LONG,
  );
});

function forget(ends: readonly [End, End], { side, meets }: { side: 0 | 1; meets: boolean }): void {
  const [from, to] = side === 0 ? ends : ([ends[1], ends[0]] as const);
  from.forget();
  from.got.length = 0;
  if (meets) from.sees(to, "connected");
}

/** In order from the first, and `arrived` only of what the other end had, as far as this one can have heard. */
function expectNothingMadeUp(ends: readonly [End, End]): void {
  for (const [from, to] of bothWays(ends)) {
    expect(once(to.got)).toEqual(from.posted.slice(0, once(to.got).length));
    expect(once(from.arrived)).toEqual(from.posted.slice(0, once(from.arrived).length));
    expect(from.isBusy).toBe(false);
  }
}

function once(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}

const reading = fc.oneof(
  fc.record({ type: fc.constant("write") }),
  { weight: 3, arbitrary: fc.record({ type: fc.constant("carry"), side, again: fc.boolean() }) },
  fc.record({ type: fc.constant("lose"), side }),
  fc.record({ type: fc.constant("read") }),
  fc.record({ type: fc.constant("vanish") }),
  fc.record({ type: fc.constant("reload") }),
);

describe("a page that is loaded again", () => {
  it(
    "shows every message that nobody had read, once and in order",
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(reading, { maxLength: 60 }), async (story) => {
          const author = new Author(keyOf(0));
          let reader = new Reader(keyOf(1));
          let pages = 1;
          const meet = async () => {
            author.end.sees(reader.end, "connected");
            reader.end.sees(author.end, "connected");
            await settle();
          };
          for (const end of [author.end, reader.end]) end.connect(true);
          await meet();
          for (const { type, ...how } of story) {
            if (type === "write") author.write(reader.end);
            else if (type === "read") reader.read(author.end);
            else if (type === "vanish") {
              author.end.sees(reader.end, "absent");
              author.end.sees(reader.end, "connected");
            } else if (type === "reload" && pages < PAGES - 1) {
              reader = new Reader(keyOf((pages += 1)));
              author.end.outgoing.length = 0;
              reader.end.connect(true);
              await meet();
            } else if ("side" in how) {
              const [from, to] = how.side === 0 ? [author.end, reader.end] : [reader.end, author.end];
              const [envelope] = from.outgoing;
              if (!("again" in how && how.again)) from.outgoing.shift();
              if (type === "carry" && envelope !== undefined) to.receive(envelope);
            }
            await settle();
          }
          await heal([author.end, reader.end], 1_000, settle);
          const shown = reader.shown();
          expect(shown).toEqual(author.written.filter((id) => shown.includes(id)));
          expect(shown).toEqual(expect.arrayContaining(author.written.filter((id) => !author.read.has(id))));
        }),
        RUNS,
      ),
    LONG,
  );
});

/** Keeps what was written until it hears that it was read, and posts it to every page that appears, as the desk does. */
class Author {
  readonly written: string[] = [];
  readonly read = new Set<string>();
  readonly end: End;

  constructor(keys: PageKeys) {
    this.end = new End(keys, {
      onAppeared: (peer) => this.#greet(peer),
      onBegun: (peer) => this.#greet(peer),
      onContent: (content) => {
        if (content.type === "read") for (const id of content.ids) this.read.add(id);
      },
    });
  }

  #greet(peer: Peer): void {
    for (const id of this.written) if (!this.read.has(id)) this.end.postTo(peer, message(id));
  }

  write(to: End): void {
    const id = `m${this.written.length}`;
    this.written.push(id);
    this.end.post(to, message(id));
  }
}

/** Shows what comes in the chat box. */
class Reader {
  #chat: ChatState = step(EMPTY, { type: "visit_present", visit: "v1" }).state;
  readonly end: End;

  constructor(keys: PageKeys) {
    this.end = new End(keys, {
      onContent: (content) => {
        if (content.type !== "message") return;
        const received = { ...content, direction: "received", status: "delivered" } as const;
        this.#chat = step(this.#chat, { type: "message_added", visit: "v1", message: received }).state;
      },
    });
  }

  shown(): readonly string[] {
    return (this.#chat.conversations.get("v1")?.messages ?? []).map(({ id }) => id);
  }

  /** All that is there was visible. */
  read(to: End): void {
    this.end.post(to, { type: "read", ids: this.shown() });
  }
}

async function twoEnds(): Promise<readonly [End, End]> {
  const ends = [writer(keyOf(0)), writer(keyOf(1))] as const;
  for (const [from, to] of bothWays(ends)) {
    from.connect(true);
    from.sees(to, "connected");
  }
  await settle();
  return ends;
}

/** Posts everything again on a line that begins again. */
function writer(keys: PageKeys): End {
  const end = new End(keys, {
    onBegun: (peer) => {
      end.arrived.length = 0;
      for (const id of end.posted) end.repost(peer, message(id));
    },
  });
  return end;
}

function bothWays([one, other]: readonly [End, End]): readonly (readonly [from: End, to: End])[] {
  return [
    [one, other],
    [other, one],
  ];
}

function keyOf(page: number): PageKeys {
  const found = keys[page];
  if (found === undefined) throw new Error("no such page");
  return found;
}
