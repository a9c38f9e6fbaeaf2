/** A short two-tone, made by the browser itself. Browsers keep pages silent until somebody has clicked or typed in them. */
import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { SoundState } from "./model";

const TONES = [784, 1047]; // Hz: a fourth upwards
const TONE = 0.16; // seconds, as all times of an AudioContext
const LOUDNESS = 0.18; // of 1
const GESTURES = ["pointerdown", "pointerup", "keydown"]; // which of them counts differs between browsers

export interface Bell {
  readonly state: ReadonlySignal<SoundState>;
  /** To be called while somebody clicks; every click unlocks it by itself. Resolves once there is sound, which may be never. */
  unlock(): Promise<void>;
  ring(): void;
}

export function createBell(page: EventTarget = window): Bell {
  const supported = typeof AudioContext === "function";
  const state = signal<SoundState>(supported ? "locked" : "unsupported");
  let context: AudioContext | null = null;

  const note = () => (state.value = context?.state === "running" ? "ready" : "locked");
  const unlock = async () => {
    if (context === null) {
      context = new AudioContext();
      context.onstatechange = note;
    }
    if (context.state !== "running") await context.resume().catch(() => undefined);
    note();
  };
  const onGesture = () => void unlock();
  // It stays: a phone may suspend the sound again.
  if (supported)
    for (const gesture of GESTURES)
      page.addEventListener(gesture, onGesture, { capture: true, passive: true });

  return { state, unlock, ring: () => context?.state === "running" && play(context) };
}

function play(context: AudioContext): void {
  TONES.forEach((frequency, index) => {
    const start = context.currentTime + index * TONE;
    const end = start + 2 * TONE;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, end);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(end);
  });
}
