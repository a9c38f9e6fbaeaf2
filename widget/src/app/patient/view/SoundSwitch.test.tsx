import { act } from "preact/test-utils";
import type { FunctionComponent } from "preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { click, draw, one } from "../../ui/testing";

let allowed = true;
let tones = 0;

/** As much of a browser's audio as the bell uses; `allowed` tells whether the browser lets it sound. */
class Audio {
  state = "suspended";
  currentTime = 0;
  destination = {};
  onstatechange: () => void = () => undefined;
  resume(): Promise<void> {
    if (!allowed) return new Promise(() => undefined); // as browsers do: without an answer
    this.state = "running";
    this.onstatechange();
    return Promise.resolve();
  }
  createGain() {
    const ramp = () => undefined;
    const gain = { setValueAtTime: ramp, linearRampToValueAtTime: ramp, exponentialRampToValueAtTime: ramp };
    return { gain, connect: (next: unknown) => next };
  }
  createOscillator() {
    return {
      frequency: {},
      connect: (next: unknown) => next,
      start: () => (tones += 1),
      stop: () => undefined,
    };
  }
}

let SoundSwitch: FunctionComponent<{ on: boolean; onChange: (on: boolean) => void }>;
let ring: () => Promise<void>;
const onChange = vi.fn<(on: boolean) => void>();

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("AudioContext", Audio);
  vi.resetModules();
  allowed = true;
  tones = 0;
  onChange.mockReset();
  const loaded = await import("./SoundSwitch");
  SoundSwitch = await loaded.withTexts();
  ({ ring } = loaded);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const box = () => one("switch") as HTMLInputElement;
const settle = () =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(1_000);
  });
const said = () => one("status").textContent;

it("is off, and makes nothing that could sound", async () => {
  draw(<SoundSwitch on={false} onChange={onChange} />);
  await settle();
  expect([box().checked, tones, said()]).toEqual([false, 0, ""]);
});

it("sounds when it is switched on, so that one knows what to listen for", async () => {
  const { redraw } = draw(<SoundSwitch on={false} onChange={onChange} />);
  await click(box());
  expect(onChange).toHaveBeenCalledWith(true);
  redraw(<SoundSwitch on onChange={onChange} />);
  await settle();
  expect(tones).toBe(2);
  expect(said()).toContain("Did you hear a sound?");
  await ring();
  expect(tones).toBe(4);
});

it("is quiet on a page that was reloaded, and says that the browser blocks it until somebody tests it", async () => {
  allowed = false;
  draw(<SoundSwitch on onChange={onChange} />);
  expect(said()).toBe("");
  await settle();
  expect(said()).toContain("Your browser blocks the sound.");
  allowed = true;
  await click(one("button", "Test the sound"));
  await settle();
  expect(said()).toContain("Did you hear a sound?");
  expect(tones).toBe(2);
});

it("is unblocked by any press on the page", async () => {
  allowed = false;
  draw(<SoundSwitch on onChange={onChange} />);
  await settle();
  allowed = true;
  dispatchEvent(new Event("pointerdown"));
  await settle();
  expect([said(), tones]).toEqual(["", 0]);
});

it("says nothing any more once it is switched off", async () => {
  allowed = false;
  const { redraw } = draw(<SoundSwitch on onChange={onChange} />);
  await settle();
  await click(box());
  redraw(<SoundSwitch on={false} onChange={onChange} />);
  await settle();
  expect([onChange.mock.lastCall, said()]).toEqual([[false], ""]);
});
