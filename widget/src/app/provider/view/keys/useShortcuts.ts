/** Keys that work while nobody is typing. */
import { useEffect, useRef } from "preact/hooks";

export type Shortcuts = Readonly<Record<string, () => void>>;

/** ms after a key in a field in which keys are still meant for it, though the field may have been disabled or saved meanwhile. */
const STILL_TYPING = 1_500;

const FIELDS = "input, textarea, select";

/** @param shortcuts by the character that is typed, in lower case; null while they are switched off */
export function useShortcuts(shortcuts: Shortcuts | null): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    let typedAt = -Infinity;
    const point = () => (typedAt = -Infinity); // who presses or tabs elsewhere means it
    const listen = (event: KeyboardEvent) => {
      const isInField = event.target instanceof Element && event.target.closest(FIELDS) !== null;
      if (isInField) typedAt = event.key === "Tab" ? -Infinity : event.timeStamp;
      if (isInField || event.timeStamp - typedAt < STILL_TYPING || isForOthers(event)) return;
      const run = latest.current?.[characterOf(event)];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", listen);
    document.addEventListener("pointerdown", point);
    return () => {
      document.removeEventListener("keydown", listen);
      document.removeEventListener("pointerdown", point);
    };
  }, []);
}

function isForOthers(event: KeyboardEvent): boolean {
  const { ctrlKey, altKey, metaKey, isComposing, repeat, defaultPrevented } = event;
  const isModal = document.querySelector("dialog[open]") !== null;
  return isModal || ctrlKey || altKey || metaKey || isComposing || repeat || defaultPrevented;
}

/** On a keyboard without Latin letters, the one that stands where the letter is on most others. */
function characterOf({ key, code }: KeyboardEvent): string {
  const isOtherScript = key.length === 1 && key > "\u007f";
  return (isOtherScript ? code.replace(/^Key/, "") : key).toLowerCase();
}
