import { expect, it, vi } from "vitest";
import { click, draw, one, PERSON, type } from "../../../ui/testing";
import type { ProviderModel } from "../../../ui/model";
import { ACCOUNT } from "../../testing";
import { ProviderApp } from "../ProviderApp";
import { makeActions, model } from "../testing";

const app = (me: ProviderModel["me"]) => (
  <ProviderApp model={model({ me, account: ACCOUNT })} actions={makeActions()} />
);

async function line(): Promise<HTMLInputElement> {
  await click(one("button", "Account settings"));
  return vi.waitFor(() => {
    const label = [...document.querySelectorAll("label")].find(
      ({ textContent }) => textContent === "Message to waiting patients",
    );
    const field = document.getElementById(label?.htmlFor ?? "");
    if (!(field instanceof HTMLInputElement)) throw new Error("no field");
    return field;
  });
}

it("keeps what was typed for the person who typed it, and not for the next one at the same page", async () => {
  const { redraw } = draw(app(PERSON));
  type(await line(), "Called to ward 7");
  await click(one("button", "Close"));
  expect((await line()).value).toBe("Called to ward 7");
  await click(one("button", "Close"));
  redraw(app({ ...PERSON, id: "patel", name: "Nurse Patel", line: "" }));
  expect((await line()).value).toBe("");
});
