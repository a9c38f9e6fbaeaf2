import { describe, expect, it } from "vitest";
import {
  BRIDGE_VERSION,
  parseConnect,
  parseFrameMessage,
  parseHostCommand,
  parseHostOptions,
} from "./messages";

const NOTHING = [undefined, null, 0, "open", [], {}, { type: 7 }, { type: "constructor" }];

describe("host options", () => {
  it("keep what is given and make null of what is absent or empty", () => {
    expect(parseHostOptions({ token: "t", name: "" })).toEqual({ token: "t", name: null, lang: null });
  });

  it("are refused as a whole when one of them is no text", () => {
    expect(parseHostOptions({ token: "t", name: 7 })).toBeNull();
    expect(parseHostOptions(null)).toBeNull();
  });
});

describe("a connect message", () => {
  it("is understood in our version", () => {
    const options = { token: "t", name: "Ana", lang: "en" };
    const connect = { waitside: BRIDGE_VERSION, type: "connect", options };
    expect(parseConnect(connect)).toEqual({ kind: "connect", options });
  });

  it("is known as one in any other version, whatever else that version changed", () => {
    expect(parseConnect({ waitside: 2, type: "connect" })).toEqual({ kind: "unsupported_version" });
  });

  it.each([...NOTHING, { waitside: "1", type: "connect" }, { waitside: 1, type: "connect", options: 7 }])(
    "is not seen in %j",
    (data) => {
      expect(parseConnect(data)).toBeNull();
    },
  );
});

describe("a host command", () => {
  it.each(["open", "minimize", "close"])("%s is understood, without what else it carries", (type) => {
    expect(parseHostCommand({ type, extra: 1 })).toEqual({ type });
  });

  it.each([...NOTHING, { type: "destroy" }])("is not seen in %j", (data) => {
    expect(parseHostCommand(data)).toBeNull();
  });
});

describe("a frame message", () => {
  it.each([
    { type: "ready" },
    { type: "layout", state: "open" },
    { type: "layout", state: "minimized" },
    { type: "layout", state: "closed" },
    { type: "unread", count: 0 },
    { type: "queue", waiting: 2, inCall: 1 },
    { type: "queue", place: 3 },
    { type: "queue", place: null },
    { type: "visit", state: "waiting", place: 1, room: "dr-rivera" },
    { type: "token" },
    { type: "call-started", call: "c1", url: "https://video.example/c1" },
    { type: "call-started", call: "c1", url: null },
    { type: "call-ended", call: "c1" },
    { type: "error", code: "room_closed" },
    { type: "outside", port: null },
  ])("%j is understood, without what else it carries", (message) => {
    expect(parseFrameMessage({ ...message, name: "Ana Diaz" })).toEqual(message);
  });

  it.each([
    ...NOTHING,
    { type: "layout", state: "huge" },
    { type: "unread", count: -1 },
    { type: "queue", waiting: 2 },
    { type: "queue", place: "Ana Diaz" },
    { type: "visit", state: "waiting", place: 1, room: "Ana Diaz" },
    { type: "visit", state: "waiting", place: 1 },
    { type: "unread", count: 1.5 },
    { type: "unread", count: "3" },
    { type: "call-started", call: "c1", url: "javascript:alert(1)" },
    { type: "call-started", call: "c1" },
    { type: "call-ended" },
    { type: "error", code: "Ana Diaz could not be found" },
  ])("is not seen in %j", (data) => {
    expect(parseFrameMessage(data)).toBeNull();
  });
});
