/**
 * `/outside.js`: what the loader fetches when a provider's frame asks for it. Counts in the title of the clinic's page, which gets
 * its own back, and shows notifications that say no more than that there is something.
 */
import {
  parseOutsideWish,
  type OutsideKind,
  type OutsideNews,
  type OutsidePermission,
} from "../bridge/outside";
import { countWords, createTitle } from "../bridge/title";

/** What notifications say, of each kind. */
type Words = Record<(typeof WORDS)[OutsideKind], string>;

const WORDS = { messages: "alertMessages", arrivals: "alertArrivals", test: "alertTest" } as const;

/** The frame's port that was served last, by embed: a frame that has reloaded brings a new one. */
const served = new WeakMap<AbortSignal, () => void>();

/**
 * Does what the frame at the other end of `port` asks for; nothing if that is no port.
 * @param destroyed aborts when the embed is gone
 */
export function serve(port: unknown, destroyed: AbortSignal, words: Words): void {
  if (port instanceof MessagePort) serveOver(port, destroyed, words);
}

function serveOver(port: MessagePort, destroyed: AbortSignal, words: Words): void {
  served.get(destroyed)?.();
  const setTitle = createTitle();
  const shown = new Map<OutsideKind, Notification>();
  const tell = (news: OutsideNews): void => port.postMessage(news);
  const tellPermission = (): void => tell({ type: "permission", state: permission() });

  function show(kind: OutsideKind): void {
    try {
      const notification = new Notification(words[WORDS[kind]], { tag: `waitside-${kind}` });
      notification.onclick = () => {
        window.focus();
        notification.close();
        tell({ type: "clicked", kind });
      };
      shown.set(kind, notification);
    } catch {
      tell({ type: "permission", state: "unsupported" }); // a browser for phones, which knows the name only
    }
  }

  function close(kind: OutsideKind): void {
    shown.get(kind)?.close();
    shown.delete(kind);
  }

  function stop(): void {
    setTitle("");
    for (const kind of shown.keys()) close(kind);
    port.close();
  }

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const wish = parseOutsideWish(data);
    if (wish?.type === "count") setTitle(countWords(wish.count, wish.arrivals));
    if (wish?.type === "show" && permission() === "granted") show(wish.kind);
    if (wish?.type === "close") close(wish.kind);
    if (wish?.type === "ask" && permission() === "default")
      Notification.requestPermission().then(tellPermission, tellPermission);
  };
  served.set(destroyed, stop);
  destroyed.addEventListener("abort", stop);
  if (destroyed.aborted) stop();
  else tellPermission();
}

function permission(): OutsidePermission {
  return typeof Notification === "function" ? Notification.permission : "unsupported";
}
