import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Content } from "./content";
import { Courier, MOST_ENDED, MOST_OLD_LINES, RESEND_AFTER, type Envelope, type Peer } from "./courier";
import { WINDOW } from "./link";
import { makePageKeys, seal, sharedKey, type PageKeys } from "./sealing";

const SEALED_LIMIT = 24_576; // characters: the server's, of the protocol's `sealed`

let keys: readonly [PageKeys, PageKeys];
beforeAll(async () => {
  keys = [await makePageKeys(), await makePageKeys()];
});

/** A page at one end of a wire that can be cut. */
class Page {
  readonly got: Content[] = [];
  readonly arrived: Content[] = [];
  readonly appeared: string[] = [];
  readonly forgotten: string[] = [];
  readonly seen: Envelope[] = [];
  readonly courier: Courier;
  /** Contents that were opened together, each time. */
  readonly took: (readonly string[])[] = [];
  /** How many contents it takes of each letter. */
  admits = Infinity;
  busy: Promise<void> | undefined;
  wire: "works" | "loses" = "works";
  other: Page | undefined;

  constructor(readonly keys: PageKeys) {
    this.courier = new Courier(keys, {
      relay: (envelope) => this.#relay(envelope),
      onAppeared: ({ page }) => this.appeared.push(page),
      onBegun: ({ page }, waiting) => {
        this.appeared.push(page);
        for (const content of waiting) this.courier.post(this.peer(), content);
      },
      onForgotten: ({ page }) => this.forgotten.push(page),
      admit: (_line, letters) =>
        letters.map((letter) => ({ ...letter, contents: letter.contents.slice(0, this.admits) })),
      onNews: (_peer, { arrived, contents }) => {
        this.arrived.push(...arrived);
        this.got.push(...contents);
        this.took.push(ids(contents));
        return this.busy;
      },
    });
    this.courier.setOnline(true);
  }

  knows(other: Page, connected = true): void {
    this.other = other;
    this.courier.setPeers([this.peer(connected)]);
  }

  peer(connected = true): Peer {
    const { page, publicKey, proof } = this.other?.keys ?? this.keys;
    return { visit: "v1", page, publicKey, proof, connected, since: 0, side: "other", name: null };
  }

  write(...ids: readonly string[]): void {
    for (const id of ids) this.courier.post(this.peer(), text(id));
  }

  #relay(envelope: Envelope): void {
    this.seen.push(envelope);
    if (this.wire === "works") this.other?.courier.receive({ ...envelope, sender: this.keys.page });
  }
}

function text(id: string): Content {
  return { type: "message", id, text: id, at: 0, by: null };
}

function pair(): readonly [Page, Page] {
  const [ana, rivera] = [new Page(keys[0]), new Page(keys[1])];
  ana.knows(rivera);
  rivera.knows(ana);
  return [ana, rivera];
}

const ids = (contents: readonly Content[]) =>
  contents.flatMap((each) => (each.type === "message" ? [each.id] : []));
const eventually = (check: () => void) => vi.waitFor(check, { interval: 1, timeout: 30_000 });

describe("a courier", () => {
  it("brings contents in order, and tells the sender when they are there", async () => {
    const [ana, rivera] = pair();
    ana.write("1", "2", "3");
    await eventually(() => expect(ids(ana.arrived)).toEqual(["1", "2", "3"]));
    expect(ids(rivera.got)).toEqual(["1", "2", "3"]);
  });

  it("does not say that something arrived while it did not", async () => {
    const [ana, rivera] = pair();
    ana.wire = "loses";
    ana.write("1");
    await eventually(() => expect(ana.seen).toHaveLength(1));
    expect(ana.arrived).toEqual([]);
    expect(rivera.got).toEqual([]);
  });

  it("sends again what was lost, from the first, after a while", async () => {
    const [ana, rivera] = pair();
    ana.wire = "loses";
    ana.write("1", "2");
    await eventually(() => expect(ana.seen).toHaveLength(2));
    ana.wire = "works";
    ana.courier.nudge(1_000);
    ana.courier.nudge(1_000 + RESEND_AFTER);
    await eventually(() => expect(ids(ana.arrived)).toEqual(["1", "2"]));
    expect(ids(rivera.got)).toEqual(["1", "2"]);
  });

  it("shows a content once though the acknowledgement was lost", async () => {
    const [ana, rivera] = pair();
    rivera.wire = "loses";
    ana.write("1");
    await eventually(() => expect(ids(rivera.got)).toEqual(["1"]));
    rivera.wire = "works";
    ana.courier.setOnline(false);
    ana.courier.setOnline(true);
    await eventually(() => expect(ids(ana.arrived)).toEqual(["1"]));
    expect(ids(rivera.got)).toEqual(["1"]);
  });

  it("keeps what is written offline, and sends it in order on return", async () => {
    const [ana, rivera] = pair();
    ana.courier.setOnline(false);
    ana.write("1", "2");
    expect(ana.seen).toEqual([]);
    ana.courier.setOnline(true);
    await eventually(() => expect(ids(rivera.got)).toEqual(["1", "2"]));
  });

  it("waits for a page that is away, and counts on where it was when the page is back", async () => {
    const [ana, rivera] = pair();
    ana.write("1");
    await eventually(() => expect(ids(ana.arrived)).toEqual(["1"]));
    ana.courier.setPeers([]);
    ana.courier.setPeers([ana.peer(false)]);
    ana.write("2");
    ana.knows(rivera);
    await eventually(() => expect(ids(rivera.got)).toEqual(["1", "2"]));
    expect(ana.appeared).toHaveLength(2);
  });

  it("sends again at once when the other page has connected anew, as what was under way may be lost", async () => {
    const [ana, rivera] = pair();
    ana.wire = "loses";
    ana.write("1");
    await eventually(() => expect(ana.seen).toHaveLength(1));
    ana.wire = "works";
    ana.courier.setPeers([ana.peer()]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(ana.seen).toHaveLength(1);
    ana.courier.setPeers([{ ...ana.peer(), since: 1 }]);
    await eventually(() => expect(ids(rivera.got)).toEqual(["1"]));
  });

  it("takes together what comes while the page is busy, and acknowledges it once", async () => {
    const [ana, rivera] = pair();
    let done: () => void = () => undefined;
    rivera.busy = new Promise((resolve) => (done = resolve));
    ana.write("1");
    await eventually(() => expect(ids(rivera.got)).toEqual(["1"]));
    rivera.busy = undefined;
    for (const [id, letters] of [
      ["2", 2],
      ["3", 3],
      ["4", 4],
    ] as const) {
      ana.write(id);
      await eventually(() => expect(ana.seen).toHaveLength(letters));
    }
    done();
    await eventually(() => expect(ids(ana.arrived)).toEqual(["1", "2", "3", "4"]));
    expect(rivera.took).toEqual([["1"], ["2", "3", "4"]]);
    expect(rivera.seen).toHaveLength(2);
  });

  it("puts what has piled up in few letters, each no larger than the server takes", async () => {
    const [ana, rivera] = pair();
    ana.courier.setOnline(false);
    const written = Array.from({ length: 2 * WINDOW }, (_, number) => String(number));
    ana.write(...written);
    for (const long of ["long".repeat(1_000), "\u{1F600}".repeat(4_000)])
      ana.courier.post(ana.peer(), { type: "message", id: "long", text: long, at: 0, by: null });
    ana.courier.setOnline(true);
    await eventually(() => expect(ana.arrived).toHaveLength(2 * WINDOW + 2));
    expect(ids(rivera.got)).toEqual([...written, "long", "long"]);
    expect(ana.seen.length).toBeLessThan(8);
    for (const { sealed } of ana.seen) expect(sealed.length).toBeLessThanOrEqual(SEALED_LIMIT);
  });

  it("acknowledges what came before it could answer as soon as it can", async () => {
    const [ana, rivera] = pair();
    rivera.knows(ana, false);
    ana.write("1");
    await eventually(() => expect(ids(rivera.got)).toEqual(["1"]));
    expect(rivera.seen).toEqual([]);
    rivera.knows(ana);
    await eventually(() => expect(ids(ana.arrived)).toEqual(["1"]));
  });

  it("does not let a later content overtake one that was lost", async () => {
    const [ana, rivera] = pair();
    ana.wire = "loses";
    ana.write("1");
    await eventually(() => expect(ana.seen).toHaveLength(1));
    ana.wire = "works";
    ana.write("2");
    await eventually(() => expect(ana.seen).toHaveLength(2));
    expect(rivera.got).toEqual([]);
    ana.courier.nudge(1_000);
    ana.courier.nudge(1_000 + RESEND_AFTER);
    await eventually(() => expect(ids(rivera.got)).toEqual(["1", "2"]));
  });

  it("takes no notice of envelopes that were altered or come from nowhere", async () => {
    const [ana, rivera] = pair();
    const bogus = { visit: "v1", sender: ana.keys.page, seq: 1, sealed: "AAAA" };
    rivera.courier.receive(bogus);
    rivera.courier.receive({ ...bogus, sender: "nobody" });
    ana.write("1");
    await eventually(() => expect(ids(rivera.got)).toEqual(["1"]));
  });

  it("says nothing more once the visit is over", async () => {
    const [ana] = pair();
    ana.courier.endVisit("v1");
    ana.write("1");
    await ana.courier.settled("v1");
    expect(ana.seen).toEqual([]);
  });

  it("takes letters of an older page, which name no epoch, as of the one in force", async () => {
    const [ana, rivera] = pair();
    rivera.courier.endVisit("v1");
    rivera.knows(ana);
    const key = await sharedKey(ana.keys, rivera.keys);
    const outside = { from: ana.keys.page, to: rivera.keys.page, visit: "v1", seq: 1 };
    const sealed = await seal(key, JSON.stringify({ ack: 0, contents: [text("1")] }), outside);
    rivera.courier.receive({ visit: "v1", sender: ana.keys.page, seq: 1, sealed });
    await eventually(() => expect(ids(rivera.got)).toEqual(["1"]));
  });

  it("ignores a letter of an epoch that is over, however late it comes", async () => {
    const [ana, rivera] = pair();
    ana.write("1");
    await eventually(() => expect(ids(ana.arrived)).toEqual(["1"]));
    const [late] = ana.seen.map((envelope) => ({ ...envelope, sender: ana.keys.page }));
    rivera.courier.endVisit("v1");
    rivera.knows(ana);
    if (late !== undefined) rivera.courier.receive(late);
    await rivera.courier.settled("v1");
    expect(ids(rivera.got)).toEqual(["1"]);
  });

  it("takes what is admitted, and gets the rest, in order and once, when that is admitted too", async () => {
    const [ana, rivera] = pair();
    rivera.admits = 2;
    ana.courier.setOnline(false);
    ana.write("1", "2", "3");
    ana.courier.setOnline(true);
    await eventually(() => expect(ids(ana.arrived)).toEqual(["1", "2"]));
    rivera.admits = Infinity;
    ana.courier.nudge(1_000);
    ana.courier.nudge(1_000 + RESEND_AFTER);
    await eventually(() => expect(ids(ana.arrived)).toEqual(["1", "2", "3"]));
    expect(ids(rivera.got)).toEqual(["1", "2", "3"]);
  });

  it("hears of what has arrived also when it takes nothing", async () => {
    const [ana, rivera] = pair();
    rivera.admits = 0;
    ana.write("1");
    rivera.write("2");
    await eventually(() => expect(ids(rivera.arrived)).toEqual(["2"]));
    expect([rivera.got, ana.arrived]).toEqual([[], []]);
  });

  it("whispers without keeping", async () => {
    const [ana, rivera] = pair();
    ana.courier.whisper(ana.peer(), { type: "typing" });
    await eventually(() => expect(rivera.got).toEqual([{ type: "typing" }]));
    expect(ana.seen.map(({ seq }) => seq)).toEqual([0]);
  });
});

describe("a courier that meets very many pages", () => {
  const silent = (visit: string, page: string, side: Peer["side"] = "other"): Peer => ({
    ...{ visit, page, side, publicKey: "", proof: null, connected: false, since: 0, name: null },
  });
  const pagesOf = ({ courier }: Page) => [...courier.lines].map(({ peer }) => peer.page);
  const epochs = ({ courier }: Page) => [...courier.lines].map(({ epoch }) => epoch);

  it.each(["own", "other"] as const)("keeps few lines to those that are gone (%s), and says so", (side) => {
    const page = new Page(keys[0]);
    const names = Array.from({ length: 1_000 }, (_, at) => `p${at}`);
    for (const name of names) page.courier.setPeers([silent("v1", name, side), silent("v2", "stays")]);
    const gone = names.slice(0, -1);
    const kept = gone.slice(-MOST_OLD_LINES);
    expect(pagesOf(page)).toEqual(["stays", ...kept, names.at(-1)]);
    expect(page.forgotten).toEqual(gone.slice(0, -MOST_OLD_LINES));
  });

  it("keeps those that went last, however long they were there", () => {
    const page = new Page(keys[0]);
    const first = silent("v1", "p0");
    const others = Array.from({ length: MOST_OLD_LINES + 1 }, (_, at) => silent("v1", `p${at + 1}`));
    for (const other of others) {
      page.courier.setPeers([first, other]);
      page.courier.nudge(1_000);
    }
    page.courier.setPeers([]);
    expect(pagesOf(page)).toContain("p0");
    expect(pagesOf(page)).not.toContain("p1");
  });

  it("begins lines again later than all that it forgot, and those in which nothing was said anew", () => {
    const page = new Page(keys[0]);
    const [one, other] = [silent("v1", "one"), silent("v1", "other")];
    page.courier.setPeers([one, other]);
    page.courier.endVisit("v1");
    page.courier.setPeers([one, other]);
    expect(epochs(page)).toEqual([0, 0]);
    page.courier.post(other, text("1"));
    page.courier.endVisit("v1");
    page.courier.setPeers([one, other, silent("v2", "other")]);
    expect(epochs(page)).toEqual([1, 1, 0]);
  });

  it("remembers how often lines began of as many visits as may come back, and no more", () => {
    const page = new Page(keys[0]);
    const end = (visit: string) => {
      const peer = silent(visit, "ana");
      page.courier.setPeers([peer]);
      page.courier.post(peer, text("1"));
      page.courier.endVisit(visit);
    };
    for (let visit = 0; visit <= MOST_ENDED; visit += 1) end(`v${visit}`);
    page.courier.setPeers(["v0", "v1", `v${MOST_ENDED}`].map((visit) => silent(visit, "ana")));
    expect(epochs(page)).toEqual([0, 1, 1]);
  });
});
