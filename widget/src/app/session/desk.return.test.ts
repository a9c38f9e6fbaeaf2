/** Visits that were over, and come back. */
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RESEND_AFTER } from "../delivery/courier";
import { eventually, House, makeKeys, type Page, VISIT } from "./testing";

let house: House;
beforeAll(makeKeys);
beforeEach(() => {
  house = new House();
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
    house.letPass(RESEND_AFTER);
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
    house.letPass(RESEND_AFTER);
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
