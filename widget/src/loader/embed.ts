/** One embed: what it shows and does until it is needed, when the panel's script is fetched and does the rest. */
import type { WaitsideHandle } from "./api";
import { wear } from "./color";
import { button, element, link } from "./dom";
import type { Emit } from "./events";
import { chooseLanguage, wordsIn } from "./language";
import { recallPanel } from "./kept";
import { createLauncher } from "./launcher";
import type { Options } from "./options";
import type * as PanelScript from "./panel/main";
import type { Panel } from "./panel/main";
import { applyStyles } from "./styles";
import type { Texts } from "./texts";

/** How long the panel's script may take: as long as its frame. */
const PATIENCE_MS = 15_000;

/** Where the backend is, and how a script of its origin is imported. */
export interface Backend {
  origin: string;
  load: (file: string) => Promise<unknown>;
}

export interface Embed extends Omit<WaitsideHandle, "on" | "destroy"> {
  /** Its element stands on the page, perhaps at another place than before. */
  appear: () => void;
  /** `isOver`: no page of the site is to take the visit up by itself, as the next person may look at it. */
  end: (isOver: boolean) => void;
}

export function createEmbed(root: ShadowRoot, backend: Backend, options: Options, emit: Emit): Embed {
  const { role, room, token, container, getToken, color } = options;
  const language = chooseLanguage(options.lang);
  const [openChat, tryAgain] = wordsIn(language) as [string, string];
  const destroyed = new AbortController();
  const launcher = role === "patient" ? createLauncher(openChat, open) : null;
  const notice = element("div", { class: "notice", role: "status", dir: "auto" });
  const body = element("div", { lang: language.code }, notice);
  const addStyles = applyStyles(root, container === root.host);

  let attempts = 0;
  let script: Promise<() => Panel> | null = null;
  let panel: Panel | null = null;

  // A page that the browser kept for the way back does not run this script again.
  addEventListener("pageshow", ({ persisted }) => persisted && takeUp(), { signal: destroyed.signal });
  if (launcher) body.append(launcher);
  if (!container) body.popover = "manual";
  if (color) wear(color, body);
  root.append(body);
  show("idle");

  function show(view: string): void {
    body.className = `widget ${container ? "inline" : "corner"} ${view}`;
  }

  function appear(): void {
    // Above everything of the page, whatever its z-index; and no transform of the page reaches there.
    if (!container && "showPopover" in body) body.showPopover();
    takeUp();
  }

  function takeUp(): void {
    if (container || token || getToken || (launcher && recallPanel(room))) void use(() => undefined);
  }

  async function use(action: (panel: Panel) => void): Promise<void> {
    const fetched = (script ??= fetchPanel());
    const isWanted = (): boolean => !destroyed.signal.aborted && script === fetched;
    const failed = (): void => {
      if (!panel && isWanted()) fail();
    };
    setTimeout(failed, PATIENCE_MS);
    try {
      const begin = await fetched;
      if (isWanted()) action((panel ??= begin()));
    } catch {
      failed();
    }
  }

  async function fetchPanel(): Promise<() => Panel> {
    notice.replaceChildren();
    show("fetching");
    // Browsers may remember for an address that it failed.
    const again = attempts++ ? `?${attempts}` : "";
    const texts = backend.load(`texts/${language.code}.js${again}`).catch(() => null);
    const { createPanel } = (await backend.load(`panel.js${again}`)) as typeof PanelScript;
    const place = { ...backend, options, emit, root, body, notice, launcher, language, addStyles, show };
    const words = { texts: (await texts) as Texts | null, destroyed: destroyed.signal };
    return () => createPanel({ ...place, ...words });
  }

  function fail(): void {
    script = null;
    show("unreached");
    // Three languages of texts would fit in here, sixteen do not: two words of each, and signs that everybody knows.
    notice.replaceChildren("⚠ ", button({}, open, tryAgain));
    if (launcher) notice.append(link(`${backend.origin}/r/${room}`, `${openChat} ↗`));
    emit({ type: "error", code: "panel_unreachable" });
  }

  function open(): void {
    const from = document.activeElement;
    void use((panel) => panel.open(from));
  }

  /** Nothing that nobody fetched a panel for. */
  function ask(verb: "minimize" | "close"): () => void {
    return () => script && void use((panel) => panel[verb]());
  }

  return {
    appear,
    open,
    minimize: ask("minimize"),
    close: ask("close"),
    end(isOver) {
      destroyed.abort(isOver);
      root.replaceChildren();
    },
  };
}
