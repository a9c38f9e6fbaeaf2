import { expect, it } from "vitest";
import { wear } from "./color";

it.each([
  ["#0b6e75", "#fff"],
  ["#000", "#fff"],
  ["#fff", "#10201f"],
  ["#fc0", "#10201f"],
  ["#ffcc00", "#10201f"],
  ["#d32f2f", "#fff"],
])("on %s stands %s", (color, expected) => {
  const place = document.createElement("div");
  wear(color, place);
  expect(place.style.getPropertyValue("--accent")).toBe(color);
  expect(place.style.getPropertyValue("--on-accent")).toBe(expected);
});
