import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
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
  while (keys.length < 80) keys.push(await makePageKeys());
});

function noKeys(): never {
  throw new Error("more pages than keys were made for");
}

/** Everyone in the room; passes envelopes on as the server does. */
class House {
  readonly pages = new Set<Page>();
  #split: readonly [Page | null, Page | null] = [null, null];
  visit = VISIT;
  answer: Answer = { type: "accepted", call: null };

  /** `claimed`: the name that the page gives itself, where that is not its own. */
  add(side: "patient" | "team", name: string | null = null, claimed = name): Page {
    const page = new Page(this, keys.pop() ?? noKeys(), side, name, claimed);
    this.pages.add(page);
    this.tell();
    return page;
  }

  /** The page is gone for good, and everyone is told. */
  remove(page: Page): void {
    this.pages.delete(page);
    this.tell();
  }

  /** The patient has another visit now. */
  begin(visit: string): void {
    this.visit = visit;
    this.tell();
  }

  /** What the server tells everyone: who is there. */
  tell(): void {
    for (const page of this.pages) page.meet([...this.pages].filter((each) => each !== page));
  }

  /** What one page says does not come to the other. */
  split(one: Page | null, other: Page | null): void {
    this.#split = [one, other];
  }

  pass({ to, ...envelope }: Envelope, from: Page): void {
    if (envelope.sealed.length > SEALED_LIMIT) return;
    if (this.answer.type === "refused") return;
    const receiver = [...this.pages].find(({ keys: { page } }) => page === to);
    if (from === this.#split[0] && receiver === this.#split[1]) return;
    if (receiver !== undefined && !receiver.deaf && !from.mute)
      receiver.desk.courier.receive({ ...envelope, sender: from.keys.page });
  }
}

class Page {
  readonly desk: Desk;
  deaf = false;
  mute = false;
  sent = 0;
  /** The patient's name, as far as this page knows it. */
  card: string | null = null;

  constructor(
    readonly house: House,
    readonly keys: PageKeys,
    readonly side: "patient" | "team",
    readonly name: string | null,
    claimed: string | null,
  ) {
    this.desk = new Desk(keys, new ServerClock(), {
      relay: (envelope) => {
        this.sent += 1;
        house.pass(envelope, this);
        return Promise.resolve(house.answer);
      },
      visitOf: (conversation) => (side === "patient" ? house.visit : conversation),
      conversationOf: (visit) => (side === "patient" ? VISIT : visit),
      greeting: () => (side === "patient" ? { type: "card", name: "Ana Diaz" } : null),
      onCard: (_conversation, card) => (this.card = card),
      onErased: () => (this.card = null),
      byline: () => claimed,
    });
    this.desk.courier.setOnline(true);
  }

  meet(others: readonly Page[]): void {
    const met = others.filter(({ side }) => side === "team" || this.side === "team");
    const visit = this.side === "patient" ? VISIT : this.house.visit;
    if (this.side === "patient" || met.some(({ side }) => side === "patient"))
      this.desk.dispatch({ type: "visit_present", visit });
    this.desk.courier.setPeers(met.map((other) => other.asPeer(other.side === this.side ? "own" : "other")));
  }

  asPeer(side: Side): Peer {
    const { page, publicKey, proof } = this.keys;
    return {
      visit: this.house.visit,
      page,
      publicKey,
      proof,
      connected: true,
      since: 0,
      side,
      name: this.name,
    };
  }

  /** The visit is over, as far as this page can tell: it forgets the lines, and the conversation where nothing shows it. */
  giveUp(): void {
    this.meet([...this.house.pages].filter((each) => each !== this && each.side === this.side));
    this.desk.courier.endVisit(VISIT);
    this.desk.dispatch({ type: "visit_left", visit: VISIT });
  }

  write(text: string): void {
    expect(this.desk.send(VISIT, text)).toBeNull();
  }

  read(): void {
    this.desk.dispatch({ type: "chat_opened", visit: VISIT });
  }

  get messages(): readonly Message[] {
    return this.#messagesOf(VISIT);
  }

  get nextVisit(): readonly string[] {
    return this.#messagesOf("v2").map(({ text, status }) => `${text} ${status}`);
  }

  #messagesOf(conversation: string): readonly Message[] {
    return this.desk.chat.value.conversations.get(conversation)?.messages ?? [];
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

  it("knows that a reply was read, also where the page that read it is gone before its word comes", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team"), house.add("team")];
    ana.read();
    nurse.deaf = true;
    rivera.write("come in");
    await eventually(() => expect(rivera.shows).toEqual(["come in read"]));
    house.remove(ana);
    house.add("patient");
    nurse.deaf = false;
    pass(RESEND_AFTER);
    await eventually(() => expect(nurse.shows).toEqual(["come in read"]));
  });

  it("has a reply on a page that was absent when it was written and delivered", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team"), house.add("team")];
    ana.write("hello");
    await eventually(() => expect(nurse.shows).toEqual(["hello delivered"]));
    house.remove(nurse);
    rivera.write("come in");
    await eventually(() => expect(rivera.shows).toEqual(["hello delivered", "come in delivered"]));
    house.pages.add(nurse);
    house.tell();
    await eventually(() => expect(nurse.shows).toEqual(["hello delivered", "come in delivered"]));
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
    const [ana, rivera, nurse] = [
      house.add("patient"),
      house.add("team", "Dr. Rivera"),
      house.add("team", "Priya"),
    ];
    ana.deaf = true;
    rivera.write("come in");
    await eventually(() => expect(nurse.shows).toEqual(["come in sending"]));
    house.remove(rivera);
    ana.deaf = false;
    pass(GONE_AFTER);
    await eventually(() => expect(nurse.shows).toEqual(["come in delivered"]));
    expect(ana.messages).toMatchObject([{ by: "Priya (Dr. Rivera)", text: "come in" }]);
  });

  it("shows a reply as read where that was known before the reply came", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team", "Dr. Rivera"), house.add("team")];
    ana.read();
    rivera.write("wait");
    await eventually(() => expect(nurse.shows).toEqual(["wait read"]));
    house.split(rivera, nurse);
    rivera.write("come in");
    await eventually(() => expect(rivera.shows).toEqual(["wait read", "come in read"]));
    await new Promise((resolve) => setTimeout(resolve, 20)); // the patient's word has come, the reply has not
    house.split(null, null);
    pass(RESEND_AFTER);
    await eventually(() => expect(nurse.shows).toEqual(["wait read", "come in read"]));
  });

  it("looks after a reply that its writer's page has forgotten", async () => {
    const [ana, rivera, nurse] = [
      house.add("patient"),
      house.add("team", "Dr. Rivera"),
      house.add("team", "Priya"),
    ];
    ana.deaf = true;
    rivera.write("come in");
    await eventually(() => expect(nurse.shows).toEqual(["come in sending"]));
    rivera.giveUp();
    expect(rivera.shows).toEqual([]);
    house.tell();
    ana.deaf = false;
    await eventually(() => {
      pass(RESEND_AFTER);
      expect(ana.messages).toMatchObject([{ text: "come in" }]);
    });
    await eventually(() => expect(nurse.shows).toEqual(["come in delivered"]));
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

describe("a name", () => {
  it("is that of the page's provider by the server's word, whatever the letter says", async () => {
    const [ana, rivera] = [house.add("patient", null, "Dr. Rivera"), house.add("team", "Dr. Rivera")];
    const [liar, other] = [
      house.add("team", "Priya", "Dr. Rivera"),
      house.add("team", "Sam", "Prof. Nobody"),
    ];
    ana.write("hello");
    await eventually(() => expect(rivera.messages).toMatchObject([{ direction: "received", by: null }]));
    liar.write("I am the doctor");
    await eventually(() => expect(ana.messages).toMatchObject([{}, { by: "Priya (Dr. Rivera)" }]));
    await eventually(() => expect(rivera.messages).toMatchObject([{}, { direction: "sent", by: "Priya" }]));
    other.write("I am a professor");
    await eventually(() => expect(ana.messages).toMatchObject([{}, {}, { by: "Sam" }]));
  });
});

describe("a visit that was over here, and comes back", () => {
  async function talk(one: Page, other: Page, about: string): Promise<void> {
    for (const [from, to, text] of [
      [one, other, `${about} 1`],
      [other, one, `${about} 2`],
    ] as const) {
      from.write(text);
      await eventually(() => expect(to.shows).toContain(`${text} read`));
      await eventually(() => expect(from.shows).toContain(`${text} read`));
    }
  }

  async function meet(): Promise<readonly [Page, Page]> {
    const [ana, rivera] = [house.add("patient"), house.add("team", "Dr. Rivera")];
    for (const page of [ana, rivera]) page.read();
    await talk(ana, rivera, "before");
    return [ana, rivera];
  }

  it("goes on both ways, and everything becomes read", async () => {
    const [ana, rivera] = await meet();
    rivera.giveUp();
    ana.write("from asleep");
    await eventually(() => expect(ana.shows).toContain("from asleep sending"));
    house.tell();
    await eventually(() => expect(ana.shows).toContain("from asleep read"));
    await talk(ana, rivera, "after");
    expect(rivera.messages.map(({ text }) => text)).toEqual(ana.messages.map(({ text }) => text));
    expect(rivera.card).toBe("Ana Diaz");
  });

  it("begins empty where it was erased, with the name and what nobody has read", async () => {
    const [ana, rivera] = await meet();
    rivera.desk.dispatch({ type: "closed" });
    ana.write("unread");
    await eventually(() => expect(ana.shows).toContain("unread delivered"));
    rivera.giveUp();
    rivera.desk.dispatch({ type: "dismissed", visit: VISIT });
    expect([rivera.card, rivera.shows]).toEqual([null, []]);
    house.tell();
    await eventually(() => expect(rivera.card).toBe("Ana Diaz"));
    await eventually(() => expect(rivera.shows).toEqual(["unread delivered"]));
    await eventually(() => expect(ana.shows.at(-1)).toBe("unread delivered"));
    rivera.read();
    await talk(ana, rivera, "after");
    expect(rivera.shows).toHaveLength(3);
    expect(ana.shows.every((each) => each.endsWith(" read"))).toBe(true);
  });

  it("tells what was read while it was over", async () => {
    const [ana, rivera] = await meet();
    rivera.desk.dispatch({ type: "minimized" }, { type: "page_visible", visible: false });
    ana.write("read when she had gone");
    await eventually(() => expect(ana.shows).toContain("read when she had gone delivered"));
    rivera.giveUp();
    rivera.desk.dispatch({ type: "expanded" }, { type: "page_visible", visible: true });
    expect(rivera.shows).toContain("read when she had gone read");
    house.tell();
    await eventually(() => expect(ana.shows).toContain("read when she had gone read"));
  });

  it("gets what was not delivered, in order and once, and is not said to have what this page forgot", async () => {
    const [ana, rivera] = await meet();
    ana.desk.dispatch({ type: "page_visible", visible: false });
    rivera.write("one");
    await eventually(() => expect(rivera.shows).toContain("one delivered"));
    ana.deaf = true;
    rivera.write("two");
    rivera.write("three");
    rivera.giveUp();
    expect(rivera.shows.slice(2)).toEqual(["one delivered", "two failed", "three failed"]);
    house.tell();
    expect(rivera.shows.slice(2)).toEqual(["one sending", "two sending", "three sending"]);
    ana.deaf = false;
    pass(RESEND_AFTER);
    await eventually(() =>
      expect(rivera.shows.slice(2)).toEqual(["one delivered", "two delivered", "three delivered"]),
    );
    expect(ana.messages.slice(2).map(({ text }) => text)).toEqual(["one", "two", "three"]);
    ana.desk.dispatch({ type: "page_visible", visible: true });
    await eventually(() => expect(rivera.shows.slice(2)).toEqual(["one read", "two read", "three read"]));
  });

  it("goes on also where both pages forgot, and where one forgot several times", async () => {
    const [ana, rivera] = await meet();
    for (const forgetful of [[ana, rivera], [rivera], [ana], [rivera, rivera, ana]]) {
      for (const page of forgetful) page.giveUp();
      house.tell();
      ana.read();
      rivera.read();
      await talk(ana, rivera, String(forgetful.length));
    }
  });

  it("is not said to have what the other page forgot, until it has it again", async () => {
    const [ana, rivera] = await meet();
    rivera.desk.dispatch({ type: "closed" });
    ana.write("lost");
    await eventually(() => expect(ana.shows).toContain("lost delivered"));
    rivera.giveUp();
    rivera.desk.dispatch({ type: "dismissed", visit: VISIT });
    const sent = rivera.desk.chat.value;
    expect(sent.conversations.size).toBe(0);
    ana.mute = true;
    house.tell();
    await eventually(() => expect(ana.shows).toContain("lost sending"));
    expect(rivera.shows).toEqual([]);
    ana.mute = false;
    pass(RESEND_AFTER);
    await eventually(() => expect(ana.shows).toContain("lost delivered"));
    expect(rivera.shows).toEqual(["lost delivered"]);
  });
});

describe("a conversation that goes on in another visit", () => {
  it("is known there: what was given in the visit before does not count", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    ana.write("hello");
    await eventually(() => expect(ana.shows).toEqual(["hello delivered"]));
    house.begin("v2");
    await eventually(() => expect(rivera.nextVisit).toEqual(["hello delivered"]));
    expect(rivera.shows).toEqual(["hello delivered"]);
  });
});

describe("what is shown of a message", () => {
  it("is delivered by a colleague's word only where the page that has it is there", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team", "Dr. Rivera"), house.add("team")];
    rivera.write("come in");
    await eventually(() => expect(nurse.shows).toEqual(["come in delivered"]));
    nurse.deaf = true;
    rivera.write("now");
    await eventually(() => expect(rivera.shows).toEqual(["come in delivered", "now delivered"]));
    house.remove(ana);
    house.add("patient").deaf = true;
    nurse.deaf = false;
    pass(RESEND_AFTER);
    await eventually(() => expect(nurse.shows).toHaveLength(2));
    await eventually(() => expect(nurse.shows).toEqual(["come in sending", "now sending"]));
    await new Promise((resolve) => setTimeout(resolve, 20)); // the colleague's word has come
    expect(nurse.shows).toEqual(["come in sending", "now sending"]);
  });

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

describe("typing", () => {
  afterEach(() => vi.restoreAllMocks());

  it("is said every few seconds, though the computer's clock is set back, or far ahead", () => {
    const [ana] = [house.add("patient"), house.add("team")];
    const whisper = vi.spyOn(ana.desk.courier, "whisper");
    const [wall, clock] = [vi.spyOn(Date, "now"), vi.spyOn(performance, "now")];
    const typesAt = (told: number, seen: number, said: number) => {
      clock.mockReturnValue(told);
      wall.mockReturnValue(seen);
      ana.desk.setDraft(VISIT, "hel");
      expect(whisper).toHaveBeenCalledTimes(said);
    };
    typesAt(10, 10_000_000, 1);
    typesAt(2_000, 99_000_000, 1);
    typesAt(3_010, 0, 2);
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
