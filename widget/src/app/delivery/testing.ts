/** Two pages at the ends of a channel that does what it likes. */
import type { Content } from "./content";
import { Courier, RESEND_AFTER, type Delivered, type Peer } from "./courier";
import { WINDOW } from "./link";
import type { PageKeys } from "./sealing";

const VISIT = "v1";

/** How a page sees the other one: there, known but without a connection, or not at all. */
export type Sight = "connected" | "away" | "absent";

/** The only place that knows what a peer consists of. */
function peerOf({ keys: { page, publicKey, proof }, since }: End, connected = true): Peer {
  return { visit: VISIT, page, publicKey, proof, connected, since, side: "other", name: null };
}

export function message(id: string): Content {
  return { type: "message", id, text: id, at: 0, by: null };
}

export function idsOf(contents: readonly Content[]): readonly string[] {
  return contents.flatMap((each) => (each.type === "message" ? [each.id] : []));
}

/** Sealing and opening take their time. Gives what resolves when all of it is done. For the rest of the test file. */
export function watchSealing(): () => Promise<void> {
  let sealing = 0;
  for (const work of ["encrypt", "decrypt", "digest", "importKey", "deriveBits", "deriveKey"] as const) {
    const real = crypto.subtle[work].bind(crypto.subtle) as (...given: unknown[]) => Promise<unknown>;
    const value = (...given: unknown[]) => {
      sealing += 1;
      return real(...given).finally(() => (sealing -= 1));
    };
    Object.defineProperty(crypto.subtle, work, { value });
  }
  return async () => {
    do await new Promise(setImmediate);
    while (sealing > 0);
  };
}

export interface EndPorts {
  onAppeared?(peer: Peer): void;
  onBegun?(peer: Peer): void;
  onContent?(content: Content): void;
}

/** One page. What it sends stays in `outgoing`, in order, until the test decides what becomes of it. */
export class End {
  readonly courier: Courier;
  readonly posted: string[] = [];
  readonly got: string[] = [];
  readonly arrived: string[] = [];
  readonly outgoing: Delivered[] = [];
  online = false;
  /** When the newest connection began. */
  since = 0;
  /** How many envelopes went out, and how many there was a reason for. */
  #relayed = 0;
  #reasons = 0;
  #contents = 0;
  #repeatedAt = 0;

  constructor(
    readonly keys: PageKeys,
    ports: EndPorts = {},
  ) {
    this.courier = new Courier(keys, {
      relay: ({ visit, seq, sealed }) => {
        this.#relayed += 1;
        if (this.online) this.outgoing.push({ visit, sender: keys.page, seq, sealed });
      },
      onAppeared: (peer) => ports.onAppeared?.(peer),
      onBegun: (peer) => {
        this.#mayRepeat();
        ports.onBegun?.(peer);
      },
      onForgotten: () => undefined,
      admit: (_line, letters) => letters,
      onNews: (_peer, { arrived, contents }) => {
        this.arrived.push(...idsOf(arrived));
        this.got.push(...idsOf(contents));
        for (const content of contents) ports.onContent?.(content);
      },
    });
  }

  get isBusy(): boolean {
    return this.#relayed > this.#reasons;
  }

  post(to: End, content: Content): void {
    this.postTo(peerOf(to), content);
  }

  postTo(peer: Peer, content: Content): void {
    this.posted.push(...idsOf([content]));
    this.repost(peer, content);
  }

  /** Post what was posted before. */
  repost(peer: Peer, content: Content): void {
    this.#reasons += 1;
    this.#contents += 1;
    this.courier.post(peer, content);
  }

  whisper(to: End): void {
    this.#reasons += 1;
    this.courier.whisper(peerOf(to), { type: "typing" });
  }

  sees(other: End, sight: Sight): void {
    this.#mayRepeat();
    this.courier.setPeers(sight === "absent" ? [] : [peerOf(other, sight === "connected")]);
  }

  /** The visit is over, as far as this page can tell. */
  forget(): void {
    this.#reasons += 1; // it tells the other end when it meets it again
    this.#contents += 1;
    this.courier.endVisit(VISIT);
  }

  connect(online: boolean): void {
    this.#mayRepeat();
    if (online && !this.online) this.since += 1;
    this.online = online;
    this.courier.setOnline(online);
  }

  nudge(now: number): void {
    if (now - this.#repeatedAt >= RESEND_AFTER) {
      this.#repeatedAt = now;
      this.#mayRepeat();
    }
    this.courier.nudge(now);
  }

  /** Without a connection nothing comes in. */
  receive(delivered: Delivered): void {
    if (!this.online) return;
    if (delivered.seq > 0) this.#reasons += 1; // it is acknowledged; an acknowledgement is not
    this.courier.receive(delivered);
  }

  /** All that was ever posted may go out again, once. */
  #mayRepeat(): void {
    this.#reasons += this.#contents;
  }
}

/** All is well from now on. Resolves when nothing moves any more. */
export async function heal(
  ends: readonly [End, End],
  now: number,
  settle: () => Promise<void>,
): Promise<void> {
  const [one, other] = ends;
  for (const end of ends) end.connect(true);
  one.sees(other, "connected");
  other.sees(one, "connected");
  const windows = Math.ceil(Math.max(one.posted.length, other.posted.length) / WINDOW);
  for (let round = 0; round <= windows + 2; round += 1) {
    await drain(ends, settle);
    for (const end of ends) end.nudge(now + round * 2 * RESEND_AFTER);
    for (const end of ends) end.nudge(now + (round * 2 + 1) * RESEND_AFTER);
  }
  await drain(ends, settle);
}

/** Carry everything over, first come first, until nobody has anything more to send. */
async function drain([one, other]: readonly [End, End], settle: () => Promise<void>): Promise<void> {
  await settle();
  while (one.outgoing.length + other.outgoing.length > 0) {
    for (const delivered of one.outgoing.splice(0)) other.receive(delivered);
    for (const delivered of other.outgoing.splice(0)) one.receive(delivered);
    await settle();
    if (one.isBusy || other.isBusy) throw new Error("more envelopes go out than there is a reason for");
  }
}
