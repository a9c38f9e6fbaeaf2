import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../chatbox";
import { GONE_AFTER, RESEND_AFTER, type Envelope, type Peer, type Side } from "../delivery/courier";
import { makePageKeys, type PageKeys } from "../delivery/sealing";
import type { Answer } from "../live/connection";
import { ServerClock } from "./clock";
import { Desk } from "./desk";

const VISIT = "v1";
const SEALED_LIMIT = 24_576; // characters: the server's, of the protocol's `sealed`
const keys: PageKeys[] = [];
let now = 0;
beforeAll(async () => {
  while (keys.length < 50) keys.push(await makePageKeys());
});

function noKeys(): never {
  throw new Error("more pages than keys were made for");
}

/** Everyone in the room; passes envelopes on as the server does. */
class House {
  readonly pages = new Set<Page>();
  answer: Answer = { type: "accepted", call: null };

  add(side: "patient" | "team", name: string | null = null): Page {
    const page = new Page(this, keys.pop() ?? noKeys(), side, name);
    this.pages.add(page);
    this.tell();
    return page;
  }

  /** The page is gone for good, and everyone is told. */
  remove(page: Page): void {
    this.pages.delete(page);
    this.tell();
  }

  /** What the server tells everyone: who is there. */
  tell(): void {
    for (const page of this.pages) page.meet([...this.pages].filter((each) => each !== page));
  }

  pass({ to, ...envelope }: Envelope, from: Page): void {
    if (envelope.sealed.length > SEALED_LIMIT) return;
    if (this.answer.type === "refused") return;
    const receiver = [...this.pages].find(({ keys: { page } }) => page === to);
    if (receiver !== undefined && !receiver.deaf && !from.mute)
      receiver.desk.courier.receive({ ...envelope, sender: from.keys.page });
  }
}

class Page {
  readonly desk: Desk;
  deaf = false;
  mute = false;
  sent = 0;

  constructor(
    readonly house: House,
    readonly keys: PageKeys,
    readonly side: "patient" | "team",
    name: string | null,
  ) {
    this.desk = new Desk(keys, new ServerClock(), {
      relay: (envelope) => {
        this.sent += 1;
        house.pass(envelope, this);
        return Promise.resolve(house.answer);
      },
      visitOf: () => VISIT,
      conversationOf: () => VISIT,
      greeting: () => null,
      onCard: () => undefined,
      onErased: () => undefined,
      byline: () => name,
    });
    this.desk.dispatch({ type: "visit_present", visit: VISIT });
    this.desk.courier.setOnline(true);
  }

  meet(others: readonly Page[]): void {
    const met = others.filter(({ side }) => side === "team" || this.side === "team");
    this.desk.courier.setPeers(met.map((other) => other.asPeer(other.side === this.side ? "own" : "other")));
  }

  asPeer(side: Side): Peer {
    const { page, publicKey, proof } = this.keys;
    return { visit: VISIT, page, publicKey, proof, connected: true, since: 0, side };
  }

  write(text: string): void {
    expect(this.desk.send(VISIT, text)).toBeNull();
  }

  read(): void {
    this.desk.dispatch({ type: "chat_opened", visit: VISIT });
  }

  get messages(): readonly Message[] {
    return this.desk.chat.value.conversations.get(VISIT)?.messages ?? [];
  }

  get shows(): readonly string[] {
    return this.messages.map(({ text, status }) => `${text} ${status}`);
  }
}

let house: House;
beforeEach(() => {
  house = new House();
  now = 1_000;
});

const eventually = (check: () => void) => vi.waitFor(check, { interval: 2, timeout: 30_000 });

/** Time goes by for everyone, as their timers tell it. */
function pass(duration: number): void {
  for (const moment of [now, now + duration]) for (const { desk } of house.pages) desk.nudge(moment);
  now += duration;
}

describe("a team", () => {
  it("has every message of the patient on each of its pages, and the patient sees it read once one has read it", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team"), house.add("team")];
    ana.write("hello");
    await eventually(() => expect(nurse.shows).toEqual(["hello delivered"]));
    rivera.read();
    await eventually(() => expect(ana.shows).toEqual(["hello read"]));
    await eventually(() => expect(nurse.shows).toEqual(["hello read"]));
  });

  it("knows that a message was read before the message itself has come", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team"), house.add("team")];
    rivera.read();
    nurse.deaf = true;
    ana.write("hello");
    await eventually(() => expect(ana.shows).toEqual(["hello read"]));
    ana.mute = true;
    nurse.deaf = false;
    pass(RESEND_AFTER);
    await new Promise((resolve) => setTimeout(resolve, 20)); // the colleague's word is there, the patient's is not
    expect(nurse.shows).toEqual([]);
    ana.mute = false;
    pass(RESEND_AFTER);
    await eventually(() => expect(nurse.shows).toEqual(["hello read"]));
  });

  it("shows one page's reply on the others, with its writer's name and its way to the patient", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team", "Dr. Rivera"), house.add("team")];
    ana.deaf = true;
    rivera.write("come in");
    await eventually(() => expect(nurse.shows).toEqual(["come in sending"]));
    expect(nurse.messages[0]).toMatchObject({ direction: "sent", by: "Dr. Rivera" });
    ana.deaf = false;
    pass(RESEND_AFTER);
    await eventually(() => expect(nurse.shows).toEqual(["come in delivered"]));
    ana.read();
    await eventually(() => expect(nurse.shows).toEqual(["come in read"]));
    expect(ana.messages).toMatchObject([{ direction: "received", by: "Dr. Rivera", text: "come in" }]);
  });

  it("brings a reply to the patient though its writer's page is gone", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team", "Dr. Rivera"), house.add("team")];
    ana.deaf = true;
    rivera.write("come in");
    await eventually(() => expect(nurse.shows).toEqual(["come in sending"]));
    house.remove(rivera);
    ana.deaf = false;
    pass(GONE_AFTER);
    await eventually(() => expect(nurse.shows).toEqual(["come in delivered"]));
    expect(ana.messages).toMatchObject([{ by: "Dr. Rivera", text: "come in" }]);
  });

  it("gives a patient's new page what nobody has read, once, whoever brings it", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team", "Dr. Rivera"), house.add("team")];
    rivera.write("one");
    nurse.write("two");
    await eventually(() => expect(ana.shows).toHaveLength(2));
    house.remove(ana);
    const again = house.add("patient");
    await eventually(() => expect(again.messages.map(({ text }) => text).sort()).toEqual(["one", "two"]));
    pass(RESEND_AFTER);
    await eventually(() => expect([...rivera.shows].sort()).toEqual(["one delivered", "two delivered"]));
    expect(again.shows).toHaveLength(2);
  });
});

describe("what is shown of a message", () => {
  it("is delivered only while a page that has it is there", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    ana.write("hello");
    await eventually(() => expect(ana.shows).toEqual(["hello delivered"]));
    house.remove(rivera);
    pass(GONE_AFTER - 1);
    expect(ana.shows).toEqual(["hello delivered"]);
    pass(1);
    expect(ana.shows).toEqual(["hello sending"]);
    expect(ana.desk.holdsTheOnlyCopy()).toBe(true);
    const again = house.add("team");
    await eventually(() => expect(ana.shows).toEqual(["hello delivered"]));
    expect(again.shows).toEqual(["hello delivered"]);
  });

  it("goes out once for all messages that come before the next frame, even where no frame is ever drawn", async () => {
    vi.spyOn(window, "requestAnimationFrame").mockReturnValue(0);
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    rivera.read();
    const texts = Array.from({ length: 20 }, (_, number) => String(number));
    for (const each of texts) ana.write(each);
    await eventually(() => expect(ana.shows).toEqual(texts.map((each) => `${each} read`)));
    expect(rivera.shows).toEqual(texts.map((each) => `${each} read`));
    expect(rivera.sent).toBeLessThan(5);
    vi.restoreAllMocks();
  });

  it("is read for every message, however many are read at once", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    const texts = Array.from({ length: 700 }, (_, number) => String(number));
    for (const each of texts) ana.write(each);
    await eventually(() => expect(rivera.messages).toHaveLength(texts.length));
    rivera.read();
    await eventually(() => expect(ana.shows).toEqual(texts.map((each) => `${each} read`)));
  });

  it("does not change while a server that was restarted hears of its pages again", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    ana.write("hello");
    await eventually(() => expect(ana.shows).toEqual(["hello delivered"]));
    ana.meet([]);
    pass(GONE_AFTER - 1);
    ana.meet([rivera]);
    pass(GONE_AFTER);
    expect(ana.shows).toEqual(["hello delivered"]);
  });

  it("is delivered again when the page that has it is back after all", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    ana.write("hello");
    await eventually(() => expect(ana.shows).toEqual(["hello delivered"]));
    ana.meet([]);
    pass(GONE_AFTER);
    expect(ana.shows).toEqual(["hello sending"]);
    ana.meet([rivera]);
    pass(1);
    expect(ana.shows).toEqual(["hello delivered"]);
    expect(rivera.shows).toEqual(["hello delivered"]);
  });

  it("is read also when the sender's page was missing as it was read", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    rivera.write("come in");
    await eventually(() => expect(rivera.shows).toEqual(["come in delivered"]));
    ana.meet([]);
    ana.read();
    ana.meet([rivera]);
    await eventually(() => expect(rivera.shows).toEqual(["come in read"]));
  });

  it("does not change any more once the patient has left", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    rivera.read();
    rivera.write("come in");
    await eventually(() => expect(rivera.shows).toEqual(["come in delivered"]));
    house.remove(ana);
    rivera.desk.courier.endVisit(VISIT);
    rivera.desk.dispatch({ type: "visit_left", visit: VISIT });
    pass(GONE_AFTER);
    expect(rivera.shows).toEqual(["come in delivered"]);
    expect(rivera.desk.holdsTheOnlyCopy()).toBe(false);
  });
});

describe("a page that is told to wait", () => {
  it("keeps what it has to send, waits as long as it was told, and loses nothing", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    house.answer = { type: "refused", code: "too_many", message: "", retryAfter: 30 };
    ana.write("one");
    ana.write("two");
    await new Promise((resolve) => setTimeout(resolve, 15));
    expect(rivera.shows).toEqual([]);
    house.answer = { type: "accepted", call: null };
    ana.write("three");
    await eventually(() => expect(rivera.shows).toHaveLength(3));
    expect(rivera.messages.map(({ text }) => text)).toEqual(["one", "two", "three"]);
    await eventually(() => expect(ana.shows).toEqual(["one delivered", "two delivered", "three delivered"]));
  });
});

describe("a page that goes", () => {
  it("holds the only copy of what a patient left unread behind", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    ana.write("hello");
    await eventually(() => expect(rivera.shows).toEqual(["hello delivered"]));
    expect(rivera.desk.holdsTheOnlyCopy()).toBe(false);
    rivera.desk.dispatch({ type: "visit_left", visit: VISIT });
    expect(rivera.desk.holdsTheOnlyCopy()).toBe(true);
    rivera.read();
    expect(rivera.desk.holdsTheOnlyCopy()).toBe(false);
  });

  it("waits for what was written, and not for ever", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    await ana.desk.delivered(VISIT, 60_000);
    ana.write("one");
    await ana.desk.delivered(VISIT, 60_000);
    expect(rivera.shows).toEqual(["one delivered"]);
    rivera.deaf = true;
    ana.write("two");
    await ana.desk.delivered(VISIT, 20);
    expect(ana.shows).toEqual(["one delivered", "two sending"]);
  });
});
