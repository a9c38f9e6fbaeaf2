import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as link from "./link";

/** What goes over the wire between two ends: a numbered content, or only an acknowledgement (seq 0). */
interface Packet {
  readonly seq: number;
  readonly ack: number;
  readonly content: number | null;
}

class End {
  state = link.newLink<number>();
  readonly got: number[] = [];
  readonly arrived: number[] = [];

  send(): Packet | null {
    const next = link.nextToSend(this.state);
    if (next === null) return null;
    this.state = link.markSent(this.state, next.seq);
    return { ...next, ack: this.state.taken };
  }

  receive(packet: Packet): Packet | null {
    const { link: acknowledged, arrived } = link.acknowledge(this.state, packet.ack);
    this.state = acknowledged;
    this.arrived.push(...arrived);
    if (packet.seq === 0) return null;
    if (link.isNext(this.state, packet.seq) && packet.content !== null) this.got.push(packet.content);
    this.state = link.take(this.state, packet.seq);
    return { seq: 0, ack: this.state.taken, content: null };
  }
}

/** A channel that loses, doubles and reorders whatever is put into it. */
const fates = fc.array(fc.record({ copies: fc.integer({ min: 0, max: 3 }), place: fc.nat(5) }), {
  maxLength: 60,
});

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
    for (let next = link.nextToSend(state); next !== null; next = link.nextToSend(state)) {
      state = link.markSent(state, next.seq);
      sent += 1;
    }
    expect(sent).toBe(link.WINDOW);
    expect(link.nextToSend(link.acknowledge(state, 1).link)?.seq).toBe(link.WINDOW + 1);
  });

  it("does not take for arrived what was never sent", () => {
    const state = link.post(link.newLink<string>(), "one");
    expect(link.acknowledge(state, 0).arrived).toEqual([]);
  });
});

function carry(from: End, to: End, fate: readonly { copies: number; place: number }[]): void {
  const channel: Packet[] = [];
  for (let packet = from.send(), index = 0; packet !== null; packet = from.send(), index += 1) {
    const { copies, place } = fate[index] ?? { copies: 1, place: channel.length };
    for (let copy = 0; copy < copies; copy += 1)
      channel.splice(Math.max(0, channel.length - place), 0, packet);
  }
  for (const [index, packet] of channel.entries()) {
    const answer = to.receive(packet);
    if (answer !== null && (fate[index]?.copies ?? 1) > 0) from.receive(answer);
  }
}
