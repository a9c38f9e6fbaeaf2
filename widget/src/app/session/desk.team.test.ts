/** Several pages on one side of a conversation. */
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GONE_AFTER, RESEND_AFTER } from "../delivery/courier";
import { eventually, House, makeKeys } from "./testing";

let house: House;
beforeAll(makeKeys);
beforeEach(() => {
  house = new House();
});

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
    house.letPass(RESEND_AFTER);
    await new Promise((resolve) => setTimeout(resolve, 20)); // the colleague's word is there, the patient's is not
    expect(nurse.shows).toEqual([]);
    ana.mute = false;
    house.letPass(RESEND_AFTER);
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
    house.letPass(RESEND_AFTER);
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

  it("has what was written while one of its pages was missing, though another has read it by then", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team"), house.add("team")];
    rivera.read();
    house.remove(nurse);
    ana.write("hello");
    await eventually(() => expect(ana.shows).toEqual(["hello read"]));
    house.pages.add(nurse);
    house.tell();
    await eventually(() => expect(nurse.shows).toEqual(["hello read"]));
  });

  it("has a reply that is on its way on a page that gave the visit up, and on a new one", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team", "Dr. Rivera"), house.add("team")];
    ana.deaf = true;
    rivera.write("come in");
    await eventually(() => expect(nurse.shows).toEqual(["come in sending"]));
    nurse.giveUp();
    expect(nurse.shows).toEqual([]);
    const later = house.add("team");
    for (const page of [nurse, later])
      await eventually(() => expect(page.shows).toEqual(["come in sending"]));
    ana.deaf = false;
    house.letPass(RESEND_AFTER);
    for (const page of [nurse, later])
      await eventually(() => expect(page.shows).toEqual(["come in delivered"]));
  });

  it("knows of a reply that was delivered before a page gave the visit up", async () => {
    const [, rivera, nurse] = [house.add("patient"), house.add("team", "Dr. Rivera"), house.add("team")];
    rivera.write("come in");
    await eventually(() => expect(nurse.shows).toEqual(["come in delivered"]));
    nurse.giveUp();
    house.tell();
    await eventually(() => expect(nurse.shows).toEqual(["come in delivered"]));
  });

  it("shows one page's reply on the others, with its writer's name and its way to the patient", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team", "Dr. Rivera"), house.add("team")];
    ana.deaf = true;
    rivera.write("come in");
    await eventually(() => expect(nurse.shows).toEqual(["come in sending"]));
    expect(nurse.messages[0]).toMatchObject({ direction: "sent", by: "Dr. Rivera" });
    ana.deaf = false;
    house.letPass(RESEND_AFTER);
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
    house.letPass(GONE_AFTER);
    await eventually(() => expect(nurse.shows).toEqual(["come in delivered"]));
    expect(ana.messages).toMatchObject([{ by: "Priya (Dr. Rivera)", text: "come in" }]);
  });

  it("brings it to the page that the patient goes back to, too", async () => {
    const [first, rivera, nurse] = [house.add("patient"), house.add("team"), house.add("team")];
    house.remove(first);
    const second = house.add("patient");
    second.deaf = true;
    rivera.write("come in");
    await eventually(() => expect(nurse.shows).toEqual(["come in sending"]));
    house.remove(rivera);
    house.letPass(1_000);
    house.pages.delete(second);
    house.pages.add(first);
    house.tell();
    await eventually(() => expect(first.messages).toMatchObject([{ text: "come in" }]));
    await eventually(() => {
      house.letPass(RESEND_AFTER);
      expect(nurse.shows).toEqual(["come in delivered"]);
    });
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
    house.letPass(RESEND_AFTER);
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
      house.letPass(RESEND_AFTER);
      expect(ana.messages).toMatchObject([{ text: "come in" }]);
    });
    await eventually(() => expect(nurse.shows).toEqual(["come in delivered"]));
  });

  it("leaves it to a reply's writer to give it to a patient's new page: that page may know that it was read", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team", "Dr. Rivera"), house.add("team")];
    rivera.write("one");
    await eventually(() => expect(nurse.shows).toEqual(["one delivered"]));
    nurse.deaf = true;
    ana.read();
    await eventually(() => expect(rivera.shows).toEqual(["one read"]));
    house.remove(ana);
    const again = house.add("patient");
    rivera.write("two");
    await eventually(() => expect(again.shows).toEqual(["two delivered"]));
  });

  it("gives a patient's new page what nobody has read, once, whoever brings it", async () => {
    const [ana, rivera, nurse] = [house.add("patient"), house.add("team", "Dr. Rivera"), house.add("team")];
    rivera.write("one");
    nurse.write("two");
    await eventually(() => expect(ana.shows).toHaveLength(2));
    house.remove(ana);
    const again = house.add("patient");
    await eventually(() => expect(again.messages.map(({ text }) => text).sort()).toEqual(["one", "two"]));
    house.letPass(RESEND_AFTER);
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
