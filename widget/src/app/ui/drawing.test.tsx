import { signal } from "@preact/signals-core";
import { useEffect, useState } from "preact/hooks";
import { act } from "preact/test-utils";
import { beforeEach, expect, it, vi } from "vitest";
import { shared } from "../i18n/catalogs/en/shared";
import type * as Drawing from "./drawing";
import { ENGLISH } from "./Failure";

const SORRY = /^Something went wrong on this page/;

/** A page that has not failed yet, and where it is drawn. */
async function fresh(speaks = true) {
  vi.resetModules();
  await import("../i18n/patient");
  if (speaks) await (await import("../i18n")).speak("en");
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  return { place, ...(await import("./drawing")) };
}

type Page = typeof Drawing & { readonly place: HTMLElement };
let page: Page;

beforeEach(async () => {
  page = await fresh();
});

function Throwing(): never {
  throw new Error("Ana said: hello");
}

function ThrowingInEffect() {
  useEffect(Throwing);
  return <p>drawn</p>;
}

function ThrowingAtPress() {
  const [pressed, press] = useState(false);
  if (pressed) throw new Error("pressed");
  return <button type="button" onClick={() => press(true)} />;
}

it("draws, and again when a signal changes that the view reads", () => {
  const name = signal("Ana");
  page.draw(page.place, () => <p>{name.value}</p>);
  name.value = "Bo";
  expect(page.place.innerHTML).toBe("<p>Bo</p>");
  expect(page.failed.value).toBe(false);
});

it.each([
  ["a view", () => <Throwing />],
  ["an effect of one", () => <ThrowingInEffect />],
  ["the model", Throwing],
])("says what to do where %s throws, and nothing of what it was", async (_, view) => {
  await act(() => page.draw(page.place, view));
  expect(page.place.textContent).toMatch(SORRY);
  expect(page.place.textContent).not.toContain("Ana");
  expect(page.place.querySelector("[role=alert] button")?.textContent).toBe("Reload");
  expect(page.failed.value).toBe(true);
});

it("does so where a view throws that is drawn again by itself", async () => {
  page.draw(page.place, () => <ThrowingAtPress />);
  await act(() => page.place.querySelector("button")?.click());
  expect(page.place.textContent).toMatch(SORRY);
  expect(page.failed.value).toBe(true);
});

it("does not throw at whoever changes the model, who goes on", async () => {
  const model = signal("fine");
  page.draw(page.place, () => (model.value === "fine" ? <p>fine</p> : <Throwing />));
  expect(() => (model.value = "broken")).not.toThrow();
  await act(() => undefined);
  expect(page.place.textContent).toMatch(SORRY);
});

it("does not try again, whatever changes: nothing can loop, and what is said stays", async () => {
  const model = signal(0);
  const view = vi.fn(() => (model.value === 0 ? <Throwing /> : <p>fine</p>));
  await act(() => page.draw(page.place, view));
  const said = page.place.querySelector("[role=alert]");
  await act(() => {
    model.value = 1;
  });
  expect(view).toHaveBeenCalledOnce();
  expect(page.place.querySelector("[role=alert]")).toBe(said);
});

it("reloads the page, and hides the panel where there is one", async () => {
  const reload = vi.spyOn(location, "reload").mockReturnValue(undefined);
  const onClose = vi.fn();
  page.fail();
  await act(() => page.draw(page.place, () => <p>fine</p>, onClose));
  const [first, second, ...others] = page.place.querySelectorAll("button");
  expect([first?.textContent, second?.textContent, others]).toEqual(["Reload", "Close chat", []]);
  first?.click();
  second?.click();
  expect(reload).toHaveBeenCalledOnce();
  expect(onClose).toHaveBeenCalledOnce();
});

it("says so in the page's language", async () => {
  await (await import("../i18n")).speak("de");
  await act(() => page.draw(page.place, () => <Throwing />));
  expect(page.place.textContent).toMatch(/^Auf dieser Seite ist etwas schiefgegangen.*Neu laden$/);
});

it("speaks English while no texts can be had, and draws the views once they come", async () => {
  page = await fresh(false);
  await act(() => page.draw(page.place, () => <p>fine</p>, vi.fn()));
  expect(page.place.textContent).toMatch(/^Something went wrong.*ReloadClose chat$/);
  expect(page.failed.value).toBe(false);
  await (await import("../i18n")).speak("en");
  expect(page.place.innerHTML).toBe("<p>fine</p>");
});

it("can speak where Intl is broken", async () => {
  for (const broken of ["DateTimeFormat", "NumberFormat", "PluralRules", "RelativeTimeFormat"] as const)
    vi.spyOn(Intl, broken).mockImplementation(Throwing);
  page = await fresh();
  await act(() => page.draw(page.place, () => <Throwing />));
  expect(page.place.textContent).toMatch(SORRY);
});

it("has the English texts of the catalog", () => {
  expect(shared).toMatchObject(ENGLISH);
});
