import { Icon } from "./Icon";
import { OFFLINE } from "./icons";

/** What being offline means here, or why the page is not connected, in a few calm words; nothing where there are none. */
export function OfflineLine({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p class="offline-line">
      <Icon path={OFFLINE} />
      {text}
    </p>
  );
}
