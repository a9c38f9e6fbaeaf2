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

/** @param goesOn a page before this one has told of the visit */
export function createVisitSigns(
  launcher: HTMLElement,
  texts: Texts,
  language: string,
  destroyed: AbortSignal,
  goesOn: boolean,
): VisitSigns {
  let sign = createSign("");
  const announcement = element("span", { class: "unseen", role: "alert" });
  const setTitle = createTitle();
  let visit: VisitNews = { state: "none", place: null };
  let view: View = "idle";
  /** Whether the call that goes on has been seen. */
  let isSeen = false;
  let isKnown = goesOn;

  launcher.append(sign);
  launcher.after(announcement);
  document.addEventListener("visibilitychange", refresh, { signal: destroyed });
  destroyed.addEventListener("abort", () => setTitle(""));

  function refresh(): void {
    if (destroyed.aborted) return;
    const words = wordsFor(visit, texts, language);
    const isExpanded = view !== "idle" && view !== "closed" && view !== "minimized";
    isSeen ||= isExpanded && view === "open" && document.visibilityState === "visible";
    setTitle(visit.state === "called" && !isSeen ? `${words} ·` : "");
    setSign(isExpanded ? "" : words);
    launcher.dataset["visit"] = visit.state;
    const label = [texts.openChat, words].filter(Boolean).join(", ");
    launcher.setAttribute("aria-label", view === "open" ? texts.hideChat : label);
    launcher.setAttribute("aria-expanded", String(isExpanded));
  }

  /** A new one each time: one that grows to the side would count as a shift of the page. */
  function setSign(words: string): void {
    if (sign.textContent === words) return;
    const next = createSign(words);
    sign.replaceWith(next);
    sign = next;
  }

  return {
    show(next) {
      if (next.state !== visit.state) {
        const isNews = next.state === "called" || (next.state === "ended" && visit.state !== "none");
        isSeen = isNews && isKnown;
        announcement.textContent = isNews && !isKnown ? wordsFor(next, texts, language) : "";
        isKnown &&= next.state === "none";
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

/** Hidden while empty. */
function createSign(words: string): HTMLElement {
  return element("span", { class: "visit", "data-testid": "visit-state" }, words);
}

function wordsFor({ state, place }: VisitNews, texts: Texts, language: string): string {
  switch (state) {
    case "none":
    case "elsewhere":
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
