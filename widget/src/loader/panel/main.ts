/** `/panel.js`: what the loader fetches once a chat is needed. The frame, and all that happens around it. */
import { linkFrame } from "../../bridge/host";
import type {
  FrameLink,
  FrameMessage,
  HostCommand,
  HostOptions,
  LayoutState,
  LinkFailure,
} from "../../bridge/host";
import type * as Outside from "../../outside/main";
import { element } from "../dom";
import { keepPanel, recallPanel } from "../kept";
import type { Emit } from "../events";
import type { Options } from "../options";
import type { Texts } from "../texts";
import { createBadge } from "./badge";
import { english } from "./english";
import { createFrame } from "./frame";
import { followKeyboard } from "./keyboard";
import { noticeFor } from "./notice";
import type { View } from "./notice";
import { askForToken } from "./token";
import { createVisitSigns } from "./visit";
import type { VisitNews } from "./visit";
import css from "./panel.css?inline";

/** How long a slow page may keep a waiting patient's chat from loading. */
const PATIENCE_MS = 2_000;

/** Until a frame that could not be loaded is tried again without a press: at first, doubled each time, and at most. */
const RETRY_AFTER_MS = 10_000;
const RETRY_AT_MOST_MS = 60_000;

const NO_VISIT: VisitNews = { state: "none", place: null };

/** How late a busy page may hear of how the frame's app began. */
const BEGUN_WITHIN_MS = 1_000;

type Verb = HostCommand["type"];

/** The command that asks for a layout; also the name of the event that tells of it. */
const VERBS: Record<LayoutState, Verb> & Partial<Record<View, Verb>> = {
  open: "open",
  minimized: "minimize",
  closed: "close",
};

/**
 * What the loader hands over. The two scripts are fetched one after the other, perhaps from before and after an update
 * of the server: this only ever gains members.
 */
export interface Place {
  origin: string;
  load: (file: string) => Promise<unknown>;
  options: Options;
  emit: Emit;
  /** All that is in the shadow root, with the notice and a patient's launcher in it. */
  root: ShadowRoot;
  body: HTMLElement;
  notice: HTMLElement;
  launcher: HTMLElement | null;
  language: { tag: string; code: string };
  /** Null when they could not be had. */
  texts: Texts | null;
  addStyles: (css: string) => void;
  show: (view: View) => void;
  /** Aborts when the embed is gone. */
  destroyed: AbortSignal;
}

export interface Panel {
  /** @param from who had the focus when the chat was asked for */
  open: (from: Element | null) => void;
  minimize: () => void;
  close: () => void;
}

export function createPanel(place: Place): Panel {
  const { origin, options, emit, root, body, notice, launcher, destroyed } = place;
  const texts = place.texts ?? english;
  const isPatient = options.role === "patient";
  const panel = element("div", { class: "panel" }, notice);
  const setUnread = launcher ? createBadge(launcher, texts, place.language.code) : () => undefined;

  /** What the frame hears, also when it has reloaded itself. */
  const given: HostOptions = { token: options.token, name: options.name, lang: place.language.tag };

  let view: View = "idle";
  let frame: HTMLIFrameElement | null = null;
  let link: FrameLink | null = null;
  let asked: Promise<void> | null = null;
  /** Who had the focus when the chat was asked for; undefined while nobody asked. */
  let askedFrom: Element | null | undefined;
  /** Whether a visit goes on, as far as this page knows: also one that a page of the site before this one began. */
  const kept = isPatient ? recallPanel(options.room) : null;
  let isAlive = kept !== null;
  const signs = launcher && createVisitSigns(launcher, texts, place.language.code, destroyed, isAlive);
  /** Until when a frame that has loaded may still say that it began open, before it heard that it was not to. */
  let beginsOpenUntil = 0;
  /** Whether the frame has said that it hears commands. */
  let isReady = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let pause = RETRY_AFTER_MS;

  place.addStyles(css);
  body.prepend(panel);
  followKeyboard(body, destroyed);
  destroyed.addEventListener("abort", () => {
    if (destroyed.reason === true) keepPanel(options.room, null);
    isAlive = false;
    stop();
  });
  if (launcher) launcher.onclick = ({ detail }) => detail < 2 && toggle(); // who presses twice means once
  if (!isPatient) start();
  else if (kept || options.container || options.token || options.getToken) startAfterPage();
  else show("idle");

  function show(next: View): void {
    view = next;
    place.show(next);
    notice.replaceChildren(
      ...noticeFor(next, origin, options, texts, { retry: () => open(), close: dismiss }),
    );
    signs?.lookAt(next);
    if (isAlive && isLayout(next)) keepPanel(options.room, next);
  }

  /** A frame added before the page's own load event would hold that back. */
  function startAfterPage(): void {
    const startIfWanted = (): void => {
      if (view !== "idle") start(view);
    };
    show(kept === "closed" || kept === "minimized" ? kept : "loading");
    addEventListener("load", startIfWanted, { signal: destroyed });
    setTimeout(startIfWanted, document.readyState === "complete" ? 0 : PATIENCE_MS);
  }

  /** @param before what is shown until the frame has loaded: a message that it did not stays until it has */
  function start(before: View = "loading"): void {
    if (link || destroyed.aborted) return;
    if (view !== before) show(before);
    if (options.getToken && !given.token) return startWithToken(options.getToken);
    frame = createFrame(origin, options, isPatient ? texts.patientFrame : texts.providerFrame);
    link = linkFrame(frame, origin, given, { receive, fail });
    panel.append(frame);
  }

  function startWithToken(getToken: () => unknown): void {
    asked ??= askForToken(getToken).then((token) => {
      asked = null;
      given.token = token;
      if (destroyed.aborted || view === "idle") return;
      if (token) start(view);
      else fail("token_unavailable");
    });
  }

  async function renewToken(): Promise<void> {
    const token = options.getToken && (await askForToken(options.getToken));
    given.token = token ?? given.token;
    link?.send({ type: "token", token });
    if (options.getToken && !token) emit({ type: "error", code: "token_unavailable" });
  }

  function drop(): void {
    clearTimeout(retry);
    link?.close();
    frame?.remove();
    link = frame = null;
    isReady = false;
    setUnread(0);
    signs?.show(NO_VISIT); // nobody hears of it any more
  }

  function stop(): void {
    drop();
    show("idle");
  }

  function toggle(): void {
    if (view === "open") link?.send({ type: "minimize" });
    else open(launcher);
  }

  function open(from = document.activeElement): void {
    if (view === "failed") {
      drop(); // also a try that nobody sees
      pause = RETRY_AFTER_MS;
    }
    start();
    if (link && !isReady) show("loading"); // also where the panel of a visit was to stay closed
    link?.send({ type: "open" });
    if (view === "open") frame?.focus();
    else askedFrom = from;
  }

  function close(): void {
    if (isPatient && (view === "loading" || view === "failed")) putAway();
    else link?.send({ type: "close" });
  }

  function dismiss(): void {
    putAway();
    launcher?.focus();
  }

  /** A visit that goes on is taken up behind a panel that is closed. */
  function putAway(): void {
    if (!isAlive) return stop();
    show("closed");
    if (!link) retryLater("closed");
  }

  function receive(message: FrameMessage): void {
    if (message.type === "layout") return layOut(message.state);
    if (message.type === "outside") return serveOutside(message.port);
    if (message.type === "token") return void renewToken();
    if (message.type === "ready") welcome();
    if (message.type === "unread") setUnread(message.count);
    if (message.type === "visit") follow(message);
    emit(message);
  }

  function follow(visit: VisitNews & { room: string }): void {
    isAlive = visit.state === "waiting" || visit.state === "called";
    if (visit.state !== "elsewhere") keepPanel(options.room, isAlive && isLayout(view) ? view : null);
    if (visit.state === "none") keepPanel(visit.room, null); // also one to another room than the tag's, which a check-in has behind it
    signs?.show(visit);
  }

  /** The title and notifications of the page around: a script of its own, which only a provider's frame asks for. */
  function serveOutside(port: unknown): void {
    place.load("outside.js").then(
      (outside) => (outside as typeof Outside).serve(port, destroyed, texts),
      () => undefined, // refused by the page's policy, perhaps: the frame goes without
    );
  }

  /** A provider's frame is simply there; a patient's is told what it is to be: open at first, as it was after a reload. */
  function welcome(): void {
    pause = RETRY_AFTER_MS;
    isReady = true;
    if (!isPatient) return show("open");
    link?.send({ type: VERBS[view] ?? "open" });
    beginsOpenUntil = isLayout(view) && view !== "open" ? performance.now() + BEGUN_WITHIN_MS : 0;
  }

  function layOut(state: LayoutState): void {
    if (state === "open" && performance.now() < beginsOpenUntil) return;
    beginsOpenUntil = 0;
    if ((view === "loading" || view === "failed") && state === "closed") return; // the app has yet to hear that it was asked to open
    const focused = document.activeElement;
    const hadFocus = root.activeElement === frame;
    if (state !== view) {
      show(state);
      emit({ type: VERBS[state] });
    }
    // Into the chat goes the focus of whoever asked for it and has not gone elsewhere since.
    const isAwaited = askedFrom !== undefined && (focused === askedFrom || focused === document.body);
    askedFrom = undefined;
    if (state === "open" && isAwaited) frame?.focus();
    if (state === "closed" && hadFocus) launcher?.focus();
  }

  function fail(failure: LinkFailure | "token_unavailable"): void {
    const isNews = pause === RETRY_AFTER_MS;
    // A panel that was closed, or was a bar in a visit that goes on, does not come up uninvited.
    const isAside = isPatient && (view === "closed" || (isAlive && view === "minimized"));
    const next = !isAside ? "failed" : isAlive ? view : "idle";
    drop();
    if (next !== view) show(next);
    if (next !== "idle") retryLater(next);
    if (isNews) emit({ type: "error", code: failure });
  }

  function retryLater(seen: View): void {
    clearTimeout(retry);
    retry = setTimeout(start, pause, seen);
    pause = Math.min(2 * pause, RETRY_AT_MOST_MS);
  }

  return { open, minimize: () => link?.send({ type: "minimize" }), close };
}

function isLayout(view: View): view is LayoutState {
  return Object.hasOwn(VERBS, view);
}
