import { Icon } from "./Icon";
import { OFFLINE } from "./icons";
import type { Connection } from "./model";

/** What being offline means here, in one calm sentence. */
export function OfflineLine({
  connection,
  text,
}: {
  readonly connection: Connection | null;
  readonly text: string;
}) {
  if (connection !== "offline") return null;
  return (
    <p class="offline-line">
      <Icon path={OFFLINE} />
      {text}
    </p>
  );
}
