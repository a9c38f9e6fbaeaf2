/** For tests: a clinic's page with an embed, and the app in its frame. */
import { awaitHost } from "../../bridge/frame";
import type { HostCommand, HostLink } from "../../bridge/frame";
import { BACKEND, eventually, load as loadFrame, SITE } from "../../bridge/testing";
import type { WaitsideEvents, WaitsideHandle, WaitsideOptions } from "../api";
import { element } from "../dom";
import { createWaitside } from "../waitside";

export const WALK_IN: WaitsideOptions = { room: "dr-rivera" };
export const SIGNED_IN: WaitsideOptions = { room: "dr-rivera", token: "t0ken", name: "Ana Diaz" };
export const PROVIDER: WaitsideOptions = {
  room: "dr-rivera",
  role: "provider",
  token: "t0ken",
  container: "#queue",
};

const EVENTS = [
  "ready",
  "open",
  "minimize",
  "close",
  "unread",
  "call-started",
  "call-ended",
  "error",
] as const;

const TEXTS = import.meta.glob("../texts/*.ts");

/** Imports what the backend serves under this name, from the sources. */
export function load(file: string): Promise<unknown> {
  if (file === "panel.js") return import("./main");
  const texts = TEXTS[`../${file.replace(/js$/, "ts")}`];
  return texts === undefined ? Promise.reject(new Error(`there is no ${file}`)) : texts();
}

// Once beforehand, so that no test waits for it.
await Promise.all([load("panel.js"), load("texts/en.js")]);

/** A freshly loaded page of the clinic that includes the loader. */
export class ClinicPage {
  readonly #waitside = createWaitside({ origin: BACKEND, load }, {});
  readonly #handles: WaitsideHandle[] = [];

  constructor() {
    loadFramesForEver();
    const queue = element("div", { id: "queue" });
    document.body.replaceChildren(element("main", {}, element("p", {}, "Harbor Street Clinic"), queue));
  }

  init(options: WaitsideOptions): WaitsideHandle {
    const handle = this.#waitside.init(options);
    this.#handles.push(handle);
    return handle;
  }

  leave(): void {
    for (const handle of this.#handles) handle.destroy();
  }

  /** The page as it is now, to compare with. Shadow roots are not part of it. */
  static snapshot(): Node {
    return document.documentElement.cloneNode(true);
  }
}

/** Everything that the embed will tell, as `[event, detail]`. */
export function listen(handle: WaitsideHandle): unknown[] {
  const events: [keyof WaitsideEvents, unknown][] = [];
  for (const event of EVENTS) handle.on(event, (detail) => events.push([event, detail]));
  return events;
}

/** What a person finds in the embed. */
export const embed = {
  host: (): Element | null => document.querySelector("waitside-chat"),
  all: (selector: string): HTMLElement[] => [
    ...(embed.host()?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
  ],
  get(selector: string): HTMLElement {
    const [found] = embed.all(selector);
    if (found === undefined) throw new Error(`there is no ${selector}`);
    return found;
  },
  launcher: (): HTMLElement => embed.get("[data-testid=waitside-launcher]"),
  badge: (): HTMLElement => embed.get("[data-testid=waitside-launcher-badge]"),
  frame: (): HTMLIFrameElement => embed.get("[data-testid=waitside-frame]") as HTMLIFrameElement,
  button: (name: string): HTMLElement | undefined =>
    embed.all("button").find((one) => one.textContent === name),
  focused: (): Element | null => embed.host()?.shadowRoot?.activeElement ?? null,
  views: (): string[] => [...embed.get(".widget").classList],
  markup: (): string => new XMLSerializer().serializeToString(embed.get(".widget")),
};

/** Waits until the panel's script is there and has made the frame. */
export async function framed(): Promise<HTMLIFrameElement> {
  await eventually(() => void embed.frame());
  return embed.frame();
}

/** The app in the frame. It obeys every command, as the real one may choose to. */
export interface App extends HostLink {
  commands: HostCommand["type"][];
}

const STATES = { open: "open", minimize: "minimized", close: "closed" } as const;

/**
 * Loads the app into the embed's frame.
 * @param begin what the app does before it listens
 */
export async function loadApp(begin: (host: HostLink) => void = () => undefined): Promise<App> {
  const hosts: Promise<HostLink>[] = [];
  await framed();
  loadFrame(embed.frame(), (page) => void hosts.push(awaitHost([SITE], page)));
  const [host] = await Promise.all(hosts);
  if (host === undefined) throw new Error("the frame ran no script");
  begin(host);
  const app: App = { ...host, commands: [] };
  app.onCommand(({ type }) => {
    app.commands.push(type);
    app.report({ type: "layout", state: STATES[type] });
  });
  return app;
}

interface HappyDOMSettings {
  enableIframePageLoading: boolean;
  fetch: { interceptor: { beforeAsyncRequest: () => Promise<void> } };
}

/** Makes the simulated browser load frames for ever, until `loadApp`: on its own it complains of each and loads none. */
export function loadFramesForEver(): void {
  browserSettings().enableIframePageLoading = true;
  browserSettings().fetch.interceptor = { beforeAsyncRequest: () => new Promise<void>(() => undefined) };
}

/** Waits until the panel shows a view. */
export async function shows(view: string): Promise<void> {
  await eventually(() => {
    const views = embed.views();
    if (!views.includes(view)) throw new Error(`the panel is not ${view}, but ${views.join(" ")}`);
  });
}

/** Clicks the launcher as a person does, who then sees the chat. */
export async function openByLauncher(): Promise<App> {
  embed.launcher().focus();
  embed.launcher().click();
  const app = await loadApp();
  await shows("open");
  return app;
}

function browserSettings(): HappyDOMSettings {
  return (window as unknown as { happyDOM: { settings: HappyDOMSettings } }).happyDOM.settings;
}
