import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as link from "./link";

/** What goes over the wire between two ends: numbered contents, or only an acknowledgement (seq 0). */
interface Packet extends link.Batch<number> {
  readonly ack: number;
}

const next = (state: link.Link<number>, room: number) => link.nextToSend(state, () => 1, room);

class End {
  state = link.newLink<number>();
  readonly got: number[] = [];
  readonly arrived: number[] = [];

  send(room: number): Packet | null {
    const batch = next(this.state, room);
    if (batch === null) return null;
    this.state = link.markSent(this.state, batch.seq + batch.contents.length - 1);
    return { ...batch, ack: this.state.taken };
  }

  receive(packet: Packet): Packet | null {
    const { link: acknowledged, arrived } = link.acknowledge(this.state, packet.ack);
    this.state = acknowledged;
    this.arrived.push(...arrived);
    if (packet.seq === 0) return null;
    const { link: taken, news } = link.take(this.state, packet);
    this.state = taken;
    this.got.push(...news);
    return { seq: 0, ack: this.state.taken, contents: [] };
  }
}

/** A channel that loses, doubles and reorders whatever is put into it. */
interface Fate {
  readonly copies: number;
  readonly place: number;
  /** How many contents fit in the letter: the same ones may go in others the next time. */
  readonly room: number;
}
const fates: fc.Arbitrary<Fate[]> = fc.array(
  fc.record({
    copies: fc.integer({ min: 0, max: 3 }),
    place: fc.nat(5),
    room: fc.integer({ min: 0, max: 4 }),
  }),
  { maxLength: 60 },
);

describe("a link", () => {
  it("brings everything, once and in order, through a channel that loses, doubles and reorders", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 }), fates, (count, fate) => {
        const [from, to] = [new End(), new End()];
        const posted = Array.from({ length: count }, (_, index) => index);
        for (const content of posted) from.state = link.post(from.state, content);
        for (let round = 0; from.state.waiting.length > 0; round += 1) {
          expect(round).toBeLessThan(count + fate.length + 2); // it comes to an end
          carry(from, to, fate.splice(0, 20));
          expect(from.arrived.every((content) => to.got.includes(content))).toBe(true); // never a false `arrived`
          from.state = link.rewind(from.state);
        }
        expect(to.got).toEqual(posted);
        expect(from.arrived).toEqual(posted);
      }),
    );
  });

  it("has no more than a window of contents on their way", () => {
    let state = link.newLink<number>();
    for (let content = 0; content < 2 * link.WINDOW; content += 1) state = link.post(state, content);
    let sent = 0;
    for (let batch = next(state, 5); batch !== null; batch = next(state, 5)) {
      state = link.markSent(state, batch.seq + batch.contents.length - 1);
      sent += batch.contents.length;
    }
    expect(sent).toBe(link.WINDOW);
    expect(next(link.acknowledge(state, 1).link, 5)).toEqual({
      seq: link.WINDOW + 1,
      contents: [link.WINDOW],
    });
  });

  it("puts as much in one letter as fits, and something always", () => {
    const state = ["a", "bb", "cccc", "d"].reduce<link.Link<string>>(link.post, link.newLink());
    const next = (room: number) => link.nextToSend(state, ({ length }) => length, room)?.contents;
    expect(next(0)).toEqual(["a"]);
    expect(next(3)).toEqual(["a", "bb"]);
    expect(next(6)).toEqual(["a", "bb"]);
    expect(next(100)).toEqual(["a", "bb", "cccc", "d"]);
  });

  it("does not take for arrived what was never sent", () => {
    const state = link.post(link.newLink<string>(), "one");
    expect(link.acknowledge(state, 0).arrived).toEqual([]);
  });
});

function carry(from: End, to: End, fate: readonly Fate[]): void {
  const channel: Packet[] = [];
  for (let index = 0; ; index += 1) {
    const { copies, place, room } = fate[index] ?? { copies: 1, place: channel.length, room: 2 };
    const packet = from.send(room);
    if (packet === null) break;
    for (let copy = 0; copy < copies; copy += 1)
      channel.splice(Math.max(0, channel.length - place), 0, packet);
  }
  for (const [index, packet] of channel.entries()) {
    const answer = to.receive(packet);
    if (answer !== null && (fate[index]?.copies ?? 1) > 0) from.receive(answer);
  }
}
