/** What a page shows of its messages, and what it does when it waits or goes. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GONE_AFTER, RESEND_AFTER } from "../delivery/courier";
import { eventually, House, makeKeys, VISIT } from "./testing";

let house: House;
beforeAll(makeKeys);
beforeEach(() => {
  house = new House();
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
    house.letPass(RESEND_AFTER);
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
    house.letPass(GONE_AFTER - 1);
    expect(ana.shows).toEqual(["hello delivered"]);
    house.letPass(1);
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
    house.letPass(GONE_AFTER - 1);
    ana.meet([rivera]);
    house.letPass(GONE_AFTER);
    expect(ana.shows).toEqual(["hello delivered"]);
  });

  it("is delivered again when the page that has it is back after all", async () => {
    const [ana, rivera] = [house.add("patient"), house.add("team")];
    ana.write("hello");
    await eventually(() => expect(ana.shows).toEqual(["hello delivered"]));
    ana.meet([]);
    house.letPass(GONE_AFTER);
    expect(ana.shows).toEqual(["hello sending"]);
    ana.meet([rivera]);
    house.letPass(1);
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
    house.letPass(GONE_AFTER);
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
