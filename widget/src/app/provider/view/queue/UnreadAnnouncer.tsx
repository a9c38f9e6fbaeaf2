import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n/provider";
import type { QueueRow } from "../../../ui/model";
import { nameOf } from "../words";

/** From the first message of a burst to what is said of it: less than one notices, and more than most bursts take. */
const GATHERING = 1_000; // ms

interface Said {
  readonly visit: string;
  readonly text: string;
}

/** Says aloud whose badge has grown: those who do not see the red circle would not know. A burst is said once. */
export function UnreadAnnouncer({ rows }: { readonly rows: readonly QueueRow[] }) {
  const latest = useRef<readonly QueueRow[]>([]);
  const grown = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [said, say] = useState<readonly Said[]>([]);

  const speak = () => {
    timer.current = null;
    const news = latest.current.filter(({ visit, unread }) => unread > 0 && grown.current.has(visit));
    grown.current.clear();
    say(news.map(asSaid));
  };
  useEffect(() => {
    const before = new Map(latest.current.map(({ visit, unread }) => [visit, unread]));
    latest.current = rows;
    for (const { visit, unread } of rows) if (unread > (before.get(visit) ?? 0)) grown.current.add(visit);
    if (grown.current.size > 0) timer.current ??= setTimeout(speak, GATHERING);
    const unseen = new Set(rows.flatMap(({ visit, unread }) => (unread > 0 ? [visit] : [])));
    say((now) => (now.every(({ visit }) => unseen.has(visit)) ? now : [])); // no name stays behind on the page
  }, [rows]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  return (
    <p class="unseen" aria-live="polite">
      {said.map(({ text }) => text).join(" ")}
    </p>
  );
}

function asSaid({ visit, name, unread }: QueueRow): Said {
  return { visit, text: t("queue.announce", { name: nameOf(name), count: unread }) };
}
