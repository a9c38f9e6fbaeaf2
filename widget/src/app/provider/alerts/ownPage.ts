/** The outside of a page that stands by itself: it asks, shows and counts for itself. */
import { effect, signal } from "@preact/signals-core";
import { countWords, createTitle } from "../../../bridge/title";
import type { DesktopState } from "../../ui/model";
import type { Notice, Outside } from "./outside";

/** @param title what the tab is called, in the language that the page speaks */
export function ownPage(title: () => string): Outside {
  const desktop = signal<DesktopState>(permission());
  const shown = new Map<string, Notification>();
  const words = signal("");
  const setWords = createTitle();
  effect(() => {
    document.title = title();
    setWords(words.value);
  });

  function show(notice: Notice): void {
    const tag = tagOf(notice.kind, notice.visit);
    try {
      const notification = new Notification(notice.title, { body: notice.body, tag });
      notification.onclick = () => {
        window.focus();
        notification.close();
        notice.onClick();
      };
      shown.set(tag, notification);
    } catch {
      desktop.value = "unsupported"; // a browser for phones, which knows the name only
    }
  }

  return {
    desktop,
    discreet: false,
    ask() {
      if (desktop.value !== "default") return;
      const answered = () => (desktop.value = permission());
      Notification.requestPermission().then(answered, answered);
    },
    show,
    withdraw(kind, visit) {
      const tag = tagOf(kind, visit);
      shown.get(tag)?.close();
      shown.delete(tag);
    },
    count: (unread, arrivals) => void (words.value = countWords(unread, arrivals)),
  };
}

function permission(): DesktopState {
  return typeof Notification === "function" ? Notification.permission : "unsupported";
}

function tagOf(kind: Notice["kind"], visit: string): string {
  return `${kind}-${visit}`;
}
