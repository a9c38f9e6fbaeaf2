/** What comes to a page faster than it draws. */
import { effect } from "@preact/signals-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { eventually, House, makeKeys, type Page } from "./testing";

const frames: (() => void)[] = [];
let isHidden = false;
vi.mock("./frame", () => ({
  nextFrame: () => (isHidden ? undefined : new Promise<void>((resolve) => frames.push(resolve))),
}));

beforeAll(makeKeys);
afterAll(() => {
  isHidden = true;
  draw();
});

function draw(): void {
  for (const each of frames.splice(0)) each();
}

function unacknowledged(from: Page, to: Page): number | undefined {
  return [...from.desk.courier.lines].find(({ peer }) => peer.page === to.keys.page)?.waiting;
}

it("is applied once a frame, in one step for all pages", async () => {
  const house = new House();
  const [ana, rivera] = [house.add("patient"), house.add("team", "Dr. Rivera")];
  const colleagues = [house.add("team", "Priya"), house.add("team", "Sam")];
  await eventually(() => {
    draw();
    expect([rivera, ...colleagues].map(({ card }) => card)).toEqual(Array(3).fill("Ana Diaz"));
    expect([unacknowledged(ana, rivera), frames.length]).toEqual([0, 0]);
  });
  ana.write("at once");
  await eventually(() => expect(rivera.shows).toEqual(["at once delivered"]));
  let steps = -1;
  const stop = effect(() => {
    if (rivera.desk.chat.value.pageVisible) steps += 1;
  });

  for (const each of colleagues) each.write("in the next frame");
  await eventually(() => {
    expect(colleagues.map((each) => unacknowledged(each, rivera))).toEqual([0, 0]);
  });
  expect(steps).toBe(0);
  draw();
  await eventually(() => expect(rivera.shows).toHaveLength(3));
  expect(steps).toBe(1);
  stop();
});

it("is taken at once where the page has to know it, and not at all where it has erased the visit", async () => {
  draw();
  const house = new House();
  const [ana, rivera] = [house.add("patient"), house.add("team", "Dr. Rivera")];
  const priya = house.add("team", "Priya");
  await eventually(() => {
    draw();
    expect([unacknowledged(ana, rivera), unacknowledged(priya, rivera), frames.length]).toEqual([0, 0, 0]);
  });
  ana.write("at once");
  await eventually(() => expect(rivera.shows).toHaveLength(1));
  priya.write("flushed");
  await eventually(() => expect(unacknowledged(priya, rivera)).toBe(0));
  expect(rivera.shows).toHaveLength(1);
  rivera.desk.flush();
  expect(rivera.shows).toHaveLength(2);

  const reloaded = house.add("patient"); // whose name waits for the frame
  await eventually(() => expect(unacknowledged(reloaded, rivera)).toBe(0));
  rivera.card = null;
  rivera.desk.dispatch({ type: "wiped" });
  draw();
  await new Promise((resolve) => setTimeout(resolve));
  expect(rivera.card).toBeNull();
});
