import fc from "fast-check";
import { expect, it } from "vitest";
import { linkify } from "./linkify";

const links = (text: string) => linkify(text).flatMap((piece) => (piece.type === "link" ? [piece.text] : []));

it.each([
  ["see https://clinic.example now", "https://clinic.example"],
  ["https://clinic.example/a?b=c#d", "https://clinic.example/a?b=c#d"],
  ["HTTPS://Clinic.Example/A", "HTTPS://Clinic.Example/A"],
  ["(https://clinic.example/a)", "https://clinic.example/a"],
  ["https://wiki.example/Aspirin_(drug)", "https://wiki.example/Aspirin_(drug)"],
  ["(see https://wiki.example/Aspirin_(drug)).", "https://wiki.example/Aspirin_(drug)"],
  ["Is it https://clinic.example/a?!", "https://clinic.example/a"],
  ["“https://clinic.example/a”,", "https://clinic.example/a"],
  ["https://clinic.example/a\nnext line", "https://clinic.example/a"],
  ["https://bücher.example/ü", "https://bücher.example/ü"],
  ["https://clinic.example/👋", "https://clinic.example/👋"],
])("finds the address in %j", (text, link) => {
  expect(links(text)).toEqual([link]);
});

it.each([
  "http://clinic.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://clinic.example",
  "www.clinic.example",
  "https://",
  "https://?",
  "xhttps://clinic.example",
  "https://clinic.example@evil.example/login",
  "https://user:word@evil.example",
])("makes no link of %j", (text) => {
  expect(links(text)).toEqual([]);
});

it("ends an address where something invisible could disguise it", () => {
  expect(links("https://clinic.example/\u202Emoc.live")).toEqual(["https://clinic.example/"]);
  expect(links("https://clinic.example\u200B.evil.example")).toEqual(["https://clinic.example"]);
});

it("finds several, with the words between them", () => {
  expect(linkify("a https://x.example, https://y.example b")).toEqual([
    { type: "text", text: "a " },
    { type: "link", text: "https://x.example", href: "https://x.example/" },
    { type: "text", text: ", " },
    { type: "link", text: "https://y.example", href: "https://y.example/" },
    { type: "text", text: " b" },
  ]);
});

it("changes no text, and links to https alone, whatever the text", () => {
  const part = fc.constantFrom(
    "https://",
    "http://",
    "a.example",
    "/",
    "(",
    ")",
    ".",
    " ",
    "@",
    "\n",
    "é",
    "👋",
    "?",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(part).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const pieces = linkify(text);
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
      for (const piece of pieces) if (piece.type === "link") expect(piece.href).toMatch(/^https:\/\/[^/@]+/);
    }),
  );
});

/** A hundred times as long as a message may be: what takes a step for each pair of characters is not done before the test gives up. */
it.each([
  "https://a.example/" + ")".repeat(400_000),
  "https://".repeat(50_000),
  "https://a" + ".".repeat(400_000),
])("takes no more steps over hostile text than it has characters: %#", (text) => {
  expect(
    linkify(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});
