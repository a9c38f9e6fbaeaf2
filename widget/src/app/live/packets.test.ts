import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeCommand, encodeEnter, parsePacket, type Packet } from "./packets";

const parse = (frame: unknown) => parsePacket(frame, "/patient");

describe("packets", () => {
  it.each<[string, Packet]>([
    [
      `0{"sid":"x","pingInterval":8000,"pingTimeout":14000}`,
      { type: "open", pingInterval: 8000, pingTimeout: 14000 },
    ],
    ["2", { type: "ping" }],
    ["1", { type: "close" }],
    [`40/patient,{"sid":"x"}`, { type: "entered" }],
    ["41/patient,", { type: "close" }],
    ["41/patient", { type: "close" }],
    [`44/patient,{"message":"No.","data":{"code":"room_closed"}}`, { type: "refused", code: "room_closed" }],
    [`44/patient,{"message":"No."}`, { type: "refused", code: null }],
    [`42/patient,["event",{"type":"relayed"}]`, { type: "event", event: { type: "relayed" } }],
    [`43/patient,17[{"type":"accepted"}]`, { type: "answer", id: 17, reply: { type: "accepted" } }],
  ])("reads %s", (frame, packet) => expect(parse(frame)).toEqual(packet));

  it.each([
    ["binary", new ArrayBuffer(1)],
    ["nothing", ""],
    ["of another kind", "6"],
    ["of another namespace", `42/provider,["event",{"type":"relayed"}]`],
    ["without a namespace", `42["event",{"type":"relayed"}]`],
    ["an opening that is no JSON", "0{"],
    ["an opening without its times", `0{"sid":"x"}`],
    ["an opening with times of no use", `0{"pingInterval":0,"pingTimeout":"14000"}`],
    ["an event that is cut off", `42/patient,["event",{"type":`],
    ["an event of another name", `42/patient,["other",{"type":"relayed"}]`],
    ["an event without a type", `42/patient,["event",null]`],
    ["an answer to nothing", `43/patient,[{"type":"accepted"}]`],
    ["an answer that says nothing", "43/patient,17[]"],
    ["binary to come", `451-/patient,["event",{"_placeholder":true,"num":0}]`],
  ])("leaves alone what is %s", (_what, frame) => expect(parse(frame)).toBeNull());

  it("writes what the server reads", () => {
    expect(encodeEnter("/patient", { room: "hall" })).toBe(`40/patient,{"room":"hall"}`);
    expect(encodeCommand("/patient", 3, { type: "leave" })).toBe(`42/patient,3["command",{"type":"leave"}]`);
  });

  it("brings every event through, whatever its texts", () => {
    fc.assert(
      fc.property(fc.string(), fc.json({ maxDepth: 2 }), (type, more) => {
        const event = { type, more };
        const frame = `42/patient,${JSON.stringify(["event", event])}`;
        expect(parse(frame)).toEqual({ type: "event", event });
      }),
    );
  });

  it.each(["0", "4", "40/patient,", "42/patient,", "43/patient,1", "44/patient,", ""])(
    "never throws, whatever comes after %j",
    (beginning) => {
      fc.assert(
        fc.property(fc.oneof(fc.string(), fc.json({ maxDepth: 1 })), (rest) => void parse(beginning + rest)),
      );
    },
  );
});
