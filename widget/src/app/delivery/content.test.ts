import { describe, expect, it } from "vitest";
import { cleanName, parseLetter } from "./content";
import { checkText, TEXT_LIMIT } from "./text";

const letter = (content: unknown) =>
  parseLetter(JSON.stringify({ epoch: 0, ack: 3, contents: [content] })).contents[0];
const message = { type: "message", id: "m1", text: "hello", at: 1, by: null };

describe("a letter", () => {
  it.each([
    "",
    "null",
    "[]",
    "{}",
    '{"ack":-1,"contents":[]}',
    '{"ack":"1","contents":[]}',
    '{"ack":1}',
    "{",
  ])("is not made of %s", (text) => {
    expect(() => parseLetter(text)).toThrow();
  });

  it("carries each kind of content", () => {
    expect(letter(message)).toEqual(message);
    expect(letter({ type: "card", name: "Ana Diaz" })).toEqual({ type: "card", name: "Ana Diaz" });
    expect(letter({ type: "read", ids: ["m1"] })).toEqual({ type: "read", ids: ["m1"] });
    const delivered = { type: "delivered", ids: ["m1"], page: "p1" };
    expect(letter(delivered)).toEqual(delivered);
    expect(letter({ type: "typing", more: 1 })).toEqual({ type: "typing" });
    expect(letter(null)).toBeNull();
  });

  it.each([
    ["a newer kind", { type: "wave" }],
    ["a message without text", { ...message, text: undefined }],
    ["an empty message", { ...message, text: " \n " }],
    ["a message that is too long", { ...message, text: "x".repeat(TEXT_LIMIT + 1) }],
    ["a message with control characters", { ...message, text: "bell \u0007" }],
    ["a message without an id", { ...message, id: "" }],
    ["a message of no time", { ...message, at: "now" }],
    ["what was delivered to an unknown page", { type: "delivered", ids: ["m1"] }],
    ["ids that are none", { type: "read", ids: [1] }],
    ["a name that is none", { type: "card", name: {} }],
    ["a bare text", "hello"],
  ])("leaves out %s, and keeps the acknowledgement and the others", (_what, content) => {
    const letter = { epoch: 2, ack: 3, contents: [content, message] };
    expect(parseLetter(JSON.stringify(letter))).toEqual({ epoch: 2, ack: 3, contents: [null, message] });
  });

  it("of an older page says nothing of an epoch", () => {
    expect(parseLetter('{"ack":3,"contents":[]}')).toEqual({ epoch: null, ack: 3, contents: [] });
  });
});

describe("a text", () => {
  it("is taken up to the limit, counted in characters as people see code points", () => {
    expect(checkText("😀".repeat(TEXT_LIMIT)).ok).toBe(true);
    expect(checkText("😀".repeat(TEXT_LIMIT + 1))).toEqual({ ok: false, problem: "message_too_long" });
  });

  it("keeps line breaks and tabs, and makes all line breaks alike", () => {
    expect(checkText("one\r\ntwo\rthree\n\tfour ")).toEqual({ ok: true, text: "one\ntwo\nthree\n\tfour" });
  });

  it.each(["", " ", "\n\n"])("is not taken when it is empty: %j", (raw) => {
    expect(checkText(raw)).toEqual({ ok: false, problem: "message_empty" });
  });

  it.each(["\u0000", "a\u0007b", "\u001b[31m", "\u0085", "a\ud800"])(
    "has no control characters: %j",
    (raw) => {
      expect(checkText(raw)).toEqual({ ok: false, problem: "message_control_characters" });
    },
  );

  it("is a text and nothing else, whatever it looks like", () => {
    const markup = "<img src=x onerror=alert(1)> & {{x}}";
    expect(checkText(markup)).toEqual({ ok: true, text: markup });
  });
});

describe("a name", () => {
  it("is one line without control characters, at most 80 characters", () => {
    expect(cleanName("  Ana\n\tDiaz\u0000 ")).toBe("Ana Diaz");
    expect([...cleanName("é".repeat(200))]).toHaveLength(80);
  });
});
