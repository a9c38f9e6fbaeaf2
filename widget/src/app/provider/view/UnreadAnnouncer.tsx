import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/provider";
import type { QueueRow } from "../../ui/model";
import { nameOf } from "./words";

interface Said {
  readonly visit: string;
  readonly text: string;
}

const NOTHING: Said = { visit: "", text: "" };

/** Says aloud whose badge has grown: those who do not see the red circle would not know. */
export function UnreadAnnouncer({ rows }: { readonly rows: readonly QueueRow[] }) {
  const before = useRef<ReadonlyMap<string, number>>(new Map());
  const [said, say] = useState<Said>(NOTHING);
  useEffect(() => {
    const grown = rows.find((row) => row.unread > (before.current.get(row.visit) ?? 0));
    before.current = new Map(rows.map((row) => [row.visit, row.unread]));
    if (grown !== undefined) {
      say({
        visit: grown.visit,
        text: t("queue.announce", { name: nameOf(grown.name), count: grown.unread }),
      });
    } else if (!rows.some(({ visit, unread }) => visit === said.visit && unread > 0)) {
      say(NOTHING); // no name stays behind on the page
    }
  }, [rows]);
  return (
    <p class="unseen" aria-live="polite">
      {said.text}
    </p>
  );
}
