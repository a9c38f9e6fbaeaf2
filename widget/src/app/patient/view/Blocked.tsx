import { problemText, t } from "../../i18n/patient";
import { Notice } from "../../ui/Notice";

interface Props {
  readonly code: string;
  readonly onRetry: () => void;
}

/** Nothing works any more on this page; says what would. */
export function Blocked({ code, onRetry }: Props) {
  return (
    <Notice title={t("blocked.title")} text={problemText(code)}>
      <WayOut code={code} onRetry={onRetry} />
    </Notice>
  );
}

function WayOut({ code, onRetry }: Props) {
  if (code === "crypto_missing") {
    return (
      <a class="button primary" href={ownWindow()} target="_blank" rel="noopener noreferrer">
        {t("blocked.window")}
      </a>
    );
  }
  if (code === "version_unsupported") {
    return (
      <button type="button" class="button primary" onClick={() => location.reload()}>
        {t("failed.reload")}
      </button>
    );
  }
  if (code.startsWith("token_") || code === "room_unknown") return null; // trying again would end the same way
  return (
    <button type="button" class="button" onClick={onRetry}>
      {t("blocked.retry")}
    </button>
  );
}

/** The same room as a page of its own; the room is the last part of either address. */
function ownWindow(): string {
  return `/r/${location.pathname.split("/").at(-1) ?? ""}`;
}
