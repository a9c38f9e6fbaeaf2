import { act } from "preact/test-utils";
import { expect, it, vi } from "vitest";
import { late } from "./late";
import { draw } from "./testing";

const settled = () => new Promise<void>((done) => setTimeout(done));
const Hello = ({ name }: { readonly name: string }) => <p>Hello {name}</p>;

it("draws nothing until the component is there, then that, and loads it once", async () => {
  const load = vi.fn(() => Promise.resolve(Hello));
  const Late = late(load);
  const { root } = draw(<Late name="Ana" />);
  expect(root.innerHTML).toBe("");
  await act(settled);
  expect(root.innerHTML).toBe("<p>Hello Ana</p>");
  draw(<Late name="Bo" />);
  expect(root.innerHTML).toBe("<p>Hello Bo</p>");
  await act(settled);
  expect(load).toHaveBeenCalledOnce();
});

it("draws nothing where it cannot be loaded, and asks again when it is drawn anew", async () => {
  const load = vi.fn(() => Promise.reject(new Error("offline")));
  const Late = late<{ readonly name: string }>(load);
  const { root } = draw(<Late name="Ana" />);
  await act(settled);
  expect(root.innerHTML).toBe("");
  draw(<Late name="Ana" />);
  await act(settled);
  expect(load).toHaveBeenCalledTimes(2);
});
