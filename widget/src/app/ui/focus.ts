import type { RefObject } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";

type Target = () => HTMLElement | null;

/** Whether the reader asked for the composer. Kept until the focus is really there: a dialog may still be in the way. */
export interface FocusWish {
  current: boolean;
}

export function useWishedFocus(wish: FocusWish, target: Target): void {
  useLayoutEffect(() => {
    const element = target();
    if (!wish.current || element === null) return;
    element.focus();
    wish.current = document.activeElement !== element;
  });
}

/**
 * When the reader arrives here (the page opens in front of them, or the host page hands over the focus) and nothing has
 * the focus yet, gives it to the target. Never takes it from the host page, and never opens a touch keyboard uninvited.
 */
export function useArrivalFocus(target: Target): void {
  useEffect(() => {
    const arrive = () => {
      if (document.hasFocus() && nothingFocused() && !onTouchDevice()) target()?.focus();
    };
    arrive();
    window.addEventListener("focus", arrive);
    return () => window.removeEventListener("focus", arrive);
  }, []);
}

/** What comes in the place of a control that had the focus takes it over, instead of the page as a whole. */
export function useDroppedFocus(heir: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    if (document.hasFocus() && nothingFocused()) heir.current?.focus();
  }, []);
}

/** A field that is disabled while somebody writes in it would drop the focus on the floor. */
export function useFocusRescue(
  field: RefObject<HTMLTextAreaElement | null>,
  refuge: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    if (field.current?.disabled === true && document.activeElement === field.current) refuge.current?.focus();
  });
}

function nothingFocused(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function onTouchDevice(): boolean {
  return window.matchMedia("(pointer: coarse)").matches;
}
