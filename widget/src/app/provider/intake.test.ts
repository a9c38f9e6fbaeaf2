/** A patient's page that sends far too much, and what a provider's page makes of it. */
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../chatbox";
import type { Content } from "../delivery/content";
import { RESEND_AFTER } from "../delivery/courier";
import { eventually, House, makeKeys, VISIT, type Page } from "../session/testing";
import { CAPS, Intake } from "./intake";

let house: House;
beforeAll(makeKeys);
beforeEach(() => {
  house = new House();
});

async function meet(): Promise<readonly [ana: Page, rivera: Page, intake: Intake]> {
  const [ana, rivera] = [house.add("patient"), house.add("team", "Dr. Rivera")];
  const intake = new Intake(rivera.desk);
  rivera.admit = (line, letters) => intake.admit(line, letters);
  await eventually(() => expect(rivera.card).toBe("Ana Diaz"));
  return [ana, rivera, intake];
}

function post(from: Page, to: Page, ...contents: readonly Content[]): void {
  for (const content of contents) from.desk.courier.post(to.asPeer("other"), content);
}

function message(id: string): Content {
  return { type: "message", id, text: id, at: 0, by: null };
}

function isRead({ status }: Message): boolean {
  return status === "read";
}

function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => String(number));
}

describe("a provider's page", () => {
  it("takes as many unread messages as it may, and the rest once they are read", async () => {
    const [ana, rivera, intake] = await meet();
    const all = numbers(CAPS.unread + 3);
    post(ana, rivera, ...all.map(message));
    await eventually(() => expect(intake.isFull(VISIT)).toBe(true));
    expect(rivera.messages).toHaveLength(CAPS.unread);
    rivera.read();
    expect(intake.isFull(VISIT)).toBe(false);
    house.letPass(RESEND_AFTER);
    await eventually(() => expect(rivera.messages.map(({ id }) => id)).toEqual(all));
  });

  it("still shows what becomes of its own messages", async () => {
    const [ana, rivera, intake] = await meet();
    post(ana, rivera, ...numbers(CAPS.unread + 1).map(message));
    await eventually(() => expect(intake.isFull(VISIT)).toBe(true));
    rivera.write("please stop");
    await eventually(() => expect(rivera.shows.at(-1)).toBe("please stop delivered"));
  });

  it("takes no more of a patient whose messages have filled the conversation, read or not", async () => {
    const [ana, rivera, intake] = await meet();
    rivera.read();
    const received = { direction: "received", text: "x", at: 0, by: null, status: "delivered" } as const;
    const messages = numbers(CAPS.messages).map((id): Message => ({ id, ...received }));
    for (const each of messages) rivera.desk.dispatch({ type: "message_added", visit: VISIT, message: each });
    post(ana, rivera, message("one more"));
    await eventually(() => expect(intake.isFull(VISIT)).toBe(true));
    expect(rivera.messages).toHaveLength(CAPS.messages);
  });

  it("keeps few receipts for messages that never come, the newest, and goes on taking messages", async () => {
    const [ana, rivera, intake] = await meet();
    rivera.write("hello");
    ana.read();
    await eventually(() => expect(rivera.shows).toEqual(["hello read"]));
    for (const ids of [["old", "older"], numbers(CAPS.strayReceipts)])
      post(ana, rivera, { type: "read", ids });
    await eventually(() => expect(rivera.desk.receiptsOf(VISIT).wasRead("0")).toBe(true));
    post(ana, rivera, message("after"));
    await eventually(() => expect(rivera.shows).toEqual(["hello read", "after delivered"]));
    expect(intake.isFull(VISIT)).toBe(false);
    const { readElsewhere } = rivera.desk.receiptsOf(VISIT);
    const [hello] = rivera.messages;
    expect([...readElsewhere]).toEqual([hello?.id, ...numbers(CAPS.strayReceipts)]);
  });

  it("compares receipts with all messages once, not for each letter", async () => {
    const [ana, rivera] = await meet();
    const intake = new Intake(rivera.desk, { ...CAPS, strayReceipts: 1 });
    rivera.admit = (line, letters) => intake.admit(line, letters);
    ana.read();
    for (const text of ["one", "two"]) rivera.write(text);
    await eventually(() => expect(rivera.shows).toEqual(["one read", "two read"]));
    ana.write("compared");
    await eventually(() => expect(rivera.messages).toHaveLength(3));
    const compared = vi.spyOn(rivera.desk, "receiptsOf");
    post(ana, rivera, { type: "typing" });
    await eventually(() => expect(rivera.desk.typing.now.value.has(VISIT)).toBe(true));
    expect(compared).not.toHaveBeenCalled();
  });

  it("does not count what colleagues have read", async () => {
    const [ana, rivera] = await meet();
    const nurse = house.add("team", "Priya");
    const intake = new Intake(nurse.desk);
    nurse.admit = (line, letters) => intake.admit(line, letters);
    rivera.read();
    for (const page of [rivera, nurse]) post(ana, page, ...numbers(CAPS.strayReceipts).map(message));
    await eventually(() => expect(nurse.messages.filter(isRead)).toHaveLength(CAPS.strayReceipts));
    post(ana, nurse, message("after"));
    await eventually(() => expect(nurse.messages.at(-1)?.id).toBe("after"));
    expect(intake.isFull(VISIT)).toBe(false);
  });

  it("takes nothing of a page that acknowledges nothing, until it does", async () => {
    const [ana, rivera, intake] = await meet();
    ana.deaf = true;
    post(rivera, ana, ...numbers(CAPS.waiting).map(message));
    ana.write("hello");
    await eventually(() => expect(intake.isFull(VISIT)).toBe(true));
    expect(rivera.shows).toEqual([]);
    ana.deaf = false;
    house.letPass(RESEND_AFTER);
    await eventually(() => expect(ana.messages).toHaveLength(CAPS.waiting + 1));
    house.letPass(RESEND_AFTER);
    await eventually(() => expect(rivera.shows).toEqual(["hello delivered"]));
  });

  it("has colleagues hear once of what was read, however often the patient's page says it", async () => {
    const [ana, rivera] = await meet();
    const nurse = house.add("team", "Nurse");
    rivera.write("hello");
    ana.read();
    await eventually(() => expect(nurse.shows).toEqual(["hello read"]));
    const waiting = () =>
      [...rivera.desk.courier.lines].find(({ peer }) => peer.page === nurse.keys.page)?.waiting;
    await eventually(() => expect(waiting()).toBe(0));
    nurse.deaf = true;
    const ids = rivera.messages.map(({ id }) => id);
    post(ana, rivera, ...numbers(100).map((): Content => ({ type: "read", ids })), message("after"));
    await eventually(() => expect(rivera.shows).toContain("after delivered"));
    expect(waiting()).toBe(0);
  });

  it("keeps nothing of visits that are erased", async () => {
    const [ana, rivera, intake] = await meet();
    post(ana, rivera, ...numbers(CAPS.unread + 1).map(message));
    await eventually(() => expect(intake.isFull(VISIT)).toBe(true));
    rivera.read();
    rivera.giveUp();
    rivera.desk.dispatch({ type: "closed" });
    expect(intake.noted).toBe(1);
    intake.forgetErased();
    expect(intake.noted).toBe(0);
  });
});
