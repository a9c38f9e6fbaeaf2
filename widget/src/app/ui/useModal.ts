import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Shows a dialog as long as it is drawn. The focus goes to its `data-first` control; in the end the browser gives it
 * back to where it came from.
 */
export function useModal(dialog: RefObject<HTMLDialogElement | null>, onClose: () => void): void {
  const latest = useRef(onClose);
  latest.current = onClose;

  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const stopListening = listen(element, () => latest.current());
    element.showModal();
    focusFirst(element);
    return () => {
      stopListening();
      element.close();
    };
  }, [dialog]);

  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || element.contains(document.activeElement)) return;
    focusFirst(element); // a step of the dialog has taken the focused control away
  });
}

/** Closes on Escape (which the browser turns into `close`) and on a click that both began and ended on the backdrop. */
function listen(dialog: HTMLDialogElement, onClose: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let pressedOutside = false;
  dialog.addEventListener("close", onClose, { signal });
  dialog.addEventListener("pointerdown", (event) => (pressedOutside = event.target === dialog), { signal });
  dialog.addEventListener("click", (event) => pressedOutside && event.target === dialog && onClose(), {
    signal,
  });
  return () => listening.abort();
}

function focusFirst(dialog: HTMLElement): void {
  const first = dialog.querySelector<HTMLElement>("[data-first]") ?? dialog.querySelector("button");
  first?.focus();
}
