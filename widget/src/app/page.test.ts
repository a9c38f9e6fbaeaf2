// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { root } from "./page";

test("a press of a submit button reaches its form, and leaves nothing for the browser to send", () => {
  const place = root();
  place.innerHTML = `<form><input name="name"><button type="submit"><svg></svg></button></form><button type="button"></button>`;
  const submitted: Event[] = [];
  place.addEventListener("submit", (event) => submitted.push(event));
  const press = new MouseEvent("click", { bubbles: true, cancelable: true });

  place.querySelector("svg")?.dispatchEvent(press);
  place.querySelector<HTMLElement>("[type=button]")?.click();

  expect(submitted).toHaveLength(1);
  expect(submitted[0]?.target).toBe(place.querySelector("form"));
  expect(press.defaultPrevented).toBe(true);
});
