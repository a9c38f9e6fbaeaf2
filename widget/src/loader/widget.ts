/** One embed: the custom element on the clinic's page, and what happens in it. */
import { linkFrame } from "../bridge/host";
import type { FrameLink, FrameMessage, HostCommand, LayoutState, LinkFailure } from "../bridge/host";
import { element } from "./dom";
import type { Emit } from "./events";
import { followKeyboard } from "./keyboard";
import { createLauncher } from "./launcher";
import type { Options } from "./options";
import { createFrame, noticeFor } from "./panel";
import type { View } from "./panel";
import type * as Outside from "../outside/main";
import { applyStyles } from "./styles";
import { LANGUAGE } from "./texts";

/** How long a slow page may keep a waiting patient's chat from loading. */
const PATIENCE_MS = 2_000;

type Verb = HostCommand["type"];

/** The command that asks for a layout; also the name of the event that tells of it. */
const VERBS: Record<LayoutState, Verb> & Partial<Record<View, Verb>> = {
  open: "open",
  minimized: "minimize",
  closed: "close",
};

export interface Widget {
  attach: (parent: Element) => void;
  open: () => void;
  minimize: () => void;
  close: () => void;
  destroy: () => void;
}

export function createWidget(origin: string, options: Options, emit: Emit): Widget {
  const isPatient = options.role === "patient";
  const notice = element("div", { class: "notice", role: "status" });
  const panel = element("div", { class: "panel" }, notice);
  const body = element("div", {}, panel);
  const launcher = isPatient ? createLauncher(open) : null;
  const host = document.createElement("waitside-widget"); // the only element that the loader adds to the page
  const root = host.attachShadow({ mode: "open" });
  const destroyed = new AbortController();

  let view: View = "idle";
  let frame: HTMLIFrameElement | null = null;
  let link: FrameLink | null = null;
  /** Who had the focus when the chat was asked for; undefined while nobody asked. */
  let askedFrom: Element | null | undefined;

  host.lang = LANGUAGE;
  applyStyles(root);
  root.append(body);
  if (launcher) body.append(launcher.button, launcher.announcement);
  followKeyboard(body, destroyed.signal);
  stop();

  function show(next: View): void {
    view = next;
    body.className = `widget ${options.role} ${next}`;
    notice.replaceChildren(...noticeFor(next, origin, options, { retry: open, close: dismiss }));
    const isExpanded = ["loading", "failed", "open"].includes(next);
    launcher?.button.setAttribute("aria-expanded", String(isExpanded));
  }

  /** A walk-in's frame waits for a click, a signed-in patient's for the page to have loaded, a provider's for nothing. */
  function attach(parent: Element): void {
    parent.append(host);
    if (!isPatient) start();
    else if (options.host.token && view === "idle") startAfterPage();
  }

  function startAfterPage(): void {
    const startIfWanted = (): void => {
      if (view === "loading") start();
    };
    show("loading");
    // A frame added before the page's own load event would hold that back.
    addEventListener("load", startIfWanted);
    setTimeout(startIfWanted, document.readyState === "complete" ? 0 : PATIENCE_MS);
  }

  function start(): void {
    if (link || destroyed.signal.aborted) return;
    frame = createFrame(origin, options);
    link = linkFrame(frame, origin, options.host, { receive, fail });
    panel.append(frame);
    show("loading");
  }

  function stop(): void {
    link?.close();
    frame?.remove();
    link = frame = null;
    launcher?.setUnread(0);
    show("idle");
  }

  function open(): void {
    start();
    link?.send({ type: "open" });
    if (view === "open") frame?.focus();
    else askedFrom = document.activeElement;
  }

  function close(): void {
    if (isPatient && (view === "loading" || view === "failed")) stop();
    else link?.send({ type: "close" });
  }

  function dismiss(): void {
    stop();
    launcher?.button.focus();
  }

  function receive(message: FrameMessage): void {
    if (message.type === "layout") return layOut(message.state);
    if (message.type === "outside") return serveOutside(message.port);
    if (message.type === "ready") welcome();
    if (message.type === "unread") launcher?.setUnread(message.count);
    emit(message);
  }

  /** The title and notifications of the page around: a script of its own, which only a provider's frame asks for. */
  function serveOutside(port: unknown): void {
    import(/* @vite-ignore */ `${origin}/outside.js`).then(
      (outside: typeof Outside) => outside.serve(port, destroyed.signal),
      () => undefined, // refused by the page's policy, perhaps: the frame goes without
    );
  }

  /** A provider's frame is simply there; a patient's is told what it is to be: open at first, as it was after a reload. */
  function welcome(): void {
    if (!isPatient) show("open");
    else link?.send({ type: VERBS[view] ?? "open" });
  }

  function layOut(state: LayoutState): void {
    if (view === "loading" && state === "closed") return; // the app has yet to hear that it was asked to open
    const focused = document.activeElement;
    const hadFocus = root.activeElement === frame;
    if (state !== view) {
      show(state);
      emit({ type: VERBS[state] });
    }
    // Into the chat goes the focus of whoever asked for it and has not gone elsewhere since.
    const isAwaited = askedFrom !== undefined && [askedFrom, document.body].includes(focused);
    askedFrom = undefined;
    if (state === "open" && isAwaited) frame?.focus();
    if (state === "closed" && hadFocus) launcher?.button.focus();
  }

  function fail(failure: LinkFailure): void {
    const isUnwanted = isPatient && view === "closed"; // a panel that was closed does not come up uninvited
    stop();
    if (!isUnwanted) show("failed");
    emit({ type: "error", code: failure });
  }

  return {
    attach,
    open,
    minimize: () => link?.send({ type: "minimize" }),
    close,
    destroy() {
      stop();
      destroyed.abort();
      host.remove();
    },
  };
}
