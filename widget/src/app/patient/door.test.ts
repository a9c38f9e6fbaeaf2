import { afterEach, describe, expect, it } from "vitest";
import type { PageConfig } from "../page";
import { atTheDoor, begin } from "./door";
import { keep } from "./keepsake";

function config(roomInfo: Partial<PageConfig["roomInfo"]> = {}): PageConfig {
  const room = { name: "Dr. Rivera", title: "", open: true, walkIns: true, passcode: false, ...roomInfo };
  const clinic = { name: "Harbor Street Clinic", logo: null, accents: {}, emergencyLine: null };
  return { room: "dr-rivera", role: "patient", standalone: false, origins: [], clinic, roomInfo: room };
}

afterEach(() => sessionStorage.clear());

describe("a patient's page begins", () => {
  it("in the queue for a portal's patient, with the ticket that was kept and the name that the portal gives", () => {
    keep("dr-rivera", { ticket: "kept", name: "Ben" });
    const beginning = begin(config(), { token: "token", name: " Ana\nDiaz " });
    expect(beginning).toEqual({
      stage: { stage: "entering" },
      token: "token",
      ticket: "kept",
      visit: null,
      call: null,
      heard: null,
      name: "Ana Diaz",
    });
    expect(begin(config(), { token: "token", name: null }).name).toBe("");
  });

  it("in the visit that was there before a reload", () => {
    keep("dr-rivera", { ticket: "ticket", name: "Ana Diaz", visit: "v1" });
    expect(begin(config(), null)).toEqual({
      stage: { stage: "entering" },
      token: null,
      ticket: "ticket",
      visit: "v1",
      call: null,
      heard: null,
      name: "Ana Diaz",
    });
  });

  it("at the door for everybody else", () => {
    expect(begin(config({ passcode: true }), { token: null, name: null }).stage).toEqual({
      stage: "check_in",
      name: "",
      passcode: true,
      busy: false,
      problem: null,
      elsewhere: null,
    });
  });

  it("at the door with a visit to another room in the tab", () => {
    keep("dr-patel", { ticket: "kept", name: "Ana Diaz" });
    sessionStorage.setItem("waitside:language:patient", "de");
    expect(begin(config(), null).stage).toMatchObject({ stage: "check_in", elsewhere: "dr-patel" });
  });

  it.each([
    [{ open: false }, "room_closed"],
    [{ walkIns: false }, "portal_only"],
  ])("before a door that stays shut: %j", (roomInfo, code) => {
    expect(atTheDoor(config(roomInfo))).toEqual({ stage: "unavailable", problem: { code } });
  });
});
