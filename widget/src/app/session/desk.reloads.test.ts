/** Pages that are loaded again and again: others do not grow with it, and nobody who comes back has missed anything. */
import { beforeAll, beforeEach, expect, it } from "vitest";
import { GONE_AFTER, MOST_OLD_LINES } from "../delivery/courier";
import { eventually, House, makeManyKeys, type Page } from "./testing";

let house: House;
beforeAll(() => makeManyKeys(4 * MOST_OLD_LINES));
beforeEach(() => {
  house = new House();
});

const linesOf = ({ desk }: Page) => [...desk.courier.lines].length;

/** So often that all older pages of that side are forgotten. */
function reload(side: Page["side"]): void {
  for (let count = 0; count <= MOST_OLD_LINES; count += 1) {
    house.remove(house.add(side));
    house.letPass(GONE_AFTER);
  }
}

function comeBack(page: Page): void {
  house.pages.add(page);
  house.tell();
}

it("a patient who comes back to an old page goes on where it was", async () => {
  const [first, rivera] = [house.add("patient"), house.add("team", "Dr. Rivera")];
  first.write("from the first page");
  await eventually(() => expect(first.shows).toEqual(["from the first page delivered"]));
  house.remove(first);
  house.letPass(GONE_AFTER);
  reload("patient");
  expect(linesOf(rivera)).toBe(MOST_OLD_LINES);
  first.write("while it was gone");
  rivera.write("to whom it may concern");
  comeBack(first);
  rivera.read();
  first.read();
  const words = ["from the first page read", "to whom it may concern read", "while it was gone read"];
  await eventually(() => expect([...rivera.shows].sort()).toEqual(words));
  await eventually(() => expect([...first.shows].sort()).toEqual(words));
});

it("a colleague who comes back to an old page has all that nobody has seen, and so does the patient", async () => {
  const [ana, rivera, nurse] = [
    house.add("patient"),
    house.add("team", "Rivera"),
    house.add("team", "Priya"),
  ];
  ana.deaf = true;
  nurse.write("the nurse’s, on its way");
  await eventually(() => expect(rivera.shows).toEqual(["the nurse’s, on its way sending"]));
  house.remove(nurse);
  house.letPass(GONE_AFTER);
  rivera.write("while she was gone");
  reload("team");
  expect([linesOf(ana), linesOf(rivera)]).toEqual([MOST_OLD_LINES + 1, MOST_OLD_LINES + 1]);
  nurse.write("written offline");
  ana.deaf = false;
  comeBack(nurse);
  house.letPass(GONE_AFTER);
  const words = ["the nurse’s, on its way", "while she was gone", "written offline"];
  for (const page of [ana, rivera, nurse])
    await eventually(() => expect(page.messages.map(({ text }) => text).sort()).toEqual(words));
  ana.read();
  for (const page of [rivera, nurse])
    await eventually(() => expect([...page.shows].sort()).toEqual(words.map((each) => `${each} read`)));
});
