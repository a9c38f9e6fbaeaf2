import { expect, it } from "vitest";
import { initials } from "./initials";

it.each([
  ["Ana Diaz", "AD"],
  ["Dr. Elena Rivera", "ER"],
  ["Ana Maria de la Cruz", "AC"],
  ["ana", "A"],
  ["  (Ben)  O'Neil ", "BO"],
  ["דוב לוי", "דל"],
  ["", ""],
  ["👋", ""],
])("takes the first letters of the first and the last name of %j", (name, letters) => {
  expect(initials(name)).toBe(letters);
});
