import { expect, it } from "vitest";
import { findContacts } from "./contacts";

const linksIn = (text: string) => findContacts(text).flatMap(({ href }) => href ?? []);

it.each([
  ["In an emergency call 911. Our nurse line: 555-0100", ["tel:911", "tel:5550100"]],
  ["In an emergency call 911. Our nurse line: 555-010-0199.", ["tel:911", "tel:5550100199"]],
  ["Call 112 or +49 30 1234567, at night (030) 765-4321", ["tel:112", "tel:+49301234567", "tel:0307654321"]],
  ["+44 (0)20 7946 0000", ["tel:+442079460000"]],
  ["Emergency:911", ["tel:911"]],
  ["In danger (911)", ["tel:911"]],
  ["Call 988, or see https://help.example/urgent.", ["tel:988", "https://help.example/urgent"]],
  ["https://help.example/5550100199", ["https://help.example/5550100199"]],
  ["طوارئ 997", ["tel:997"]],
  ["Nurse line 555-0100 24/7", ["tel:5550100"]],
  ["1-800-222-1222 24 hours", ["tel:18002221222"]],
  ["112 116117", ["tel:112", "tel:116117"]],
  ["911 (24 h)", ["tel:911"]],
])("links numbers and addresses: %s", (text, links) => {
  expect(linksIn(text)).toEqual(links);
});

it.each([
  "Open 8:00-17:00 and 24/7",
  "Open 8.00-17.00, closed on 01.12.2026 and 2026-12-24",
  "Room 12, since 2019",
  "Form 12a4567",
  "javascript:alert(1)",
  "tel:abc",
  "1234567890123456",
  "",
])("leaves other text alone: %s", (text) => {
  expect(linksIn(text)).toEqual([]);
});

it("loses nothing of the text", () => {
  for (const text of ["a 911 b https://help.example c (030) 765-4321", "911", "none"]) {
    expect(
      findContacts(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  }
});
