/**
 * The outside of a page in a clinic's frame, where browsers neither ask nor show anything for us: the loader does it in the
 * page around. It hears of kinds and counts alone, never of a name or a text.
 */
import { signal } from "@preact/signals-core";
import type { HostLink } from "../../../bridge/frame";
import { parseOutsideNews, type OutsideWish } from "../../../bridge/outside";
import type { DesktopState } from "../../ui/model";
import type { Notice, Outside } from "./outside";

export function hostPage(link: HostLink): Outside {
  const desktop = signal<DesktopState>("unsupported"); // until the loader has answered
  const shown = new Map<Notice["kind"], Map<string, Notice>>();
  const { port1: port, port2: theirs } = new MessageChannel();
  const say = (wish: OutsideWish) => port.postMessage(wish);

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const news = parseOutsideNews(data);
    if (news?.type === "permission") desktop.value = news.state;
    if (news?.type === "clicked") [...(shown.get(news.kind)?.values() ?? [])].at(-1)?.onClick();
  };
  link.report({ type: "outside", port: theirs });

  return {
    desktop,
    discreet: true,
    ask: () => say({ type: "ask" }),
    show(notice) {
      const visits = shown.get(notice.kind) ?? new Map<string, Notice>();
      visits.delete(notice.visit); // the newest stands last
      shown.set(notice.kind, visits.set(notice.visit, notice));
      say({ type: "show", kind: notice.kind });
    },
    withdraw(kind, visit) {
      const visits = shown.get(kind);
      if (visits?.delete(visit) === true && visits.size === 0) say({ type: "close", kind });
    },
    count: (count, arrivals) => say({ type: "count", count, arrivals }),
  };
}
