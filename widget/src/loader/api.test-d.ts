/** What a page's developer may write, and what the compiler keeps them from. Compiled against the declarations as they are served. */
import type { Waitside, WaitsideHandle } from "./api";

declare const waitside: Waitside;
declare const handle: WaitsideHandle;
declare const queue: Element;

waitside.init({ room: "dr-rivera" });
waitside.init({ room: "dr-rivera", token: "t", name: "Ana Diaz", lang: "es", color: "#0b6e75" });
waitside.init({ room: "dr-rivera", getToken: () => Promise.resolve("t"), container: "#chat" });
waitside.init({ room: "dr-rivera", role: "provider", token: "t", container: queue });
waitside.init({ room: "dr-rivera", role: "provider", getToken: () => "t", container: "#queue" });
handle.on("call-started", ({ call, url }) => [call.length, url?.length]);
handle.on("queue", (detail) => ("place" in detail ? detail.place : detail.waiting + detail.inCall));
handle.on("visit", ({ state, place, room }) => [state === "called", place?.toFixed(), room.length]);
window.Waitside ??= { q: [] };
window.Waitside.q.push((each) => each.init({ room: "dr-rivera" }).on("ready", () => each.instance?.open()));
document.querySelector("waitside-chat")?.handle?.close();

// @ts-expect-error a room is needed
waitside.init({ name: "Ana Diaz" });
// @ts-expect-error there is no such role
waitside.init({ room: "dr-rivera", role: "nurse" });
// @ts-expect-error a provider needs a place for the queue
waitside.init({ room: "dr-rivera", role: "provider", token: "t" });
// @ts-expect-error and a token, or a way to one
waitside.init({ room: "dr-rivera", role: "provider", container: "#queue" });
// @ts-expect-error which gives a text
waitside.init({ room: "dr-rivera", getToken: () => 7 });
// @ts-expect-error there is no such event
handle.on("message", () => undefined);
// @ts-expect-error an event tells no text
handle.on("unread", ({ text }: { text: string }) => text);
// @ts-expect-error the script may not have loaded yet
window.Waitside.init({ room: "dr-rivera" });
