/** What is to be seen and heard of a patient's visit outside of the frame: on the launcher, in the page's title, by a screen reader. */
import type { VisitState } from "../../bridge/host";
import { createTitle } from "../../bridge/title";
import { element } from "../dom";
import { counted } from "../texts";
import type { Texts } from "../texts";
import type { View } from "./notice";

export interface VisitNews {
  state: VisitState;
  place: number | null;
}

export interface VisitSigns {
  show: (visit: VisitNews) => void;
  /** The panel has changed. */
  lookAt: (view: View) => void;
}

export function createVisitSigns(
  launcher: HTMLElement,
  texts: Texts,
  language: string,
  destroyed: AbortSignal,
): VisitSigns {
  const sign = element("span", { class: "visit", "data-testid": "visit-state" });
  const announcement = element("span", { class: "unseen", role: "alert" });
  const setTitle = createTitle();
  let visit: VisitNews = { state: "none", place: null };
  let view: View = "idle";
  /** Whether the call that goes on has been seen. */
  let isSeen = false;

  launcher.append(sign);
  launcher.after(announcement);
  document.addEventListener("visibilitychange", refresh, { signal: destroyed });
  destroyed.addEventListener("abort", () => setTitle(""));

  function refresh(): void {
    const words = wordsFor(visit, texts, language);
    const isExpanded = view !== "idle" && view !== "closed" && view !== "minimized";
    isSeen ||= isExpanded && view === "open" && document.visibilityState === "visible";
    setTitle(visit.state === "called" && !isSeen ? `${words} ·` : "");
    sign.textContent = isExpanded ? "" : words; // hidden while empty
    launcher.dataset["visit"] = visit.state;
    const label = [texts.openChat, words].filter(Boolean).join(", ");
    launcher.setAttribute("aria-label", view === "open" ? texts.hideChat : label);
    launcher.setAttribute("aria-expanded", String(isExpanded));
  }

  return {
    show(next) {
      if (next.state !== visit.state) {
        isSeen = false;
        const isNews = next.state === "called" || (next.state === "ended" && visit.state !== "none");
        announcement.textContent = isNews ? wordsFor(next, texts, language) : "";
      }
      visit = next;
      refresh();
    },
    lookAt(next) {
      view = next;
      refresh();
    },
  };
}

function wordsFor({ state, place }: VisitNews, texts: Texts, language: string): string {
  switch (state) {
    case "none":
      return "";
    case "waiting":
      if (place === null) return texts.visitWaiting;
      return place === 1 ? texts.visitNext : counted(texts.visitPlace, place, language);
    case "called":
      return texts.visitCalled;
    case "ended":
      return texts.visitEnded;
    default:
      return state satisfies never;
  }
}
