/** What stands in the header of a chat box: whom one writes to, and what is done with their visit most. */
import type { VNode } from "preact";
import { t } from "../../../i18n/provider";
import { digits, duration } from "../../../i18n/time";
import { Avatar } from "../../../ui/Avatar";
import { Icon } from "../../../ui/Icon";
import { IconButton } from "../../../ui/IconButton";
import { CALL } from "../../../ui/icons";
import type { QueueRow } from "../../../ui/model";
import { useNow } from "../../../ui/useNow";
import { BACK, INFORMATION } from "../icons";

interface Props {
  readonly name: string;
  /** Null once the patient has left. */
  readonly row: QueueRow | null;
}

export function Heading({ name, row }: Props) {
  const now = useNow();
  return (
    <>
      <Avatar name={name} presence={row?.connected === true ? "online" : "offline"} />
      <div class="heading-words">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <p>{row === null ? t("chat.departed") : status(row, now)}</p>
      </div>
    </>
  );
}

function status(row: QueueRow, now: number): string {
  if (!row.connected) return t("queue.reconnecting");
  return row.status === "in_call"
    ? t("queue.inCall")
    : `${t("queue.waiting")} · ${duration(row.arrivedAt, now)}`;
}

/** On a phone, where the chat covers the queue: the way there, with what others have written meanwhile. */
export function BackButton({ unread, onClick }: { readonly unread: number; readonly onClick: () => void }) {
  const label = unread === 0 ? t("chat.back") : t("chat.backUnread", { count: unread });
  return (
    <button type="button" class="icon-button back" aria-label={label} title={label} onClick={onClick}>
      <Icon path={BACK} mirrored />
      {unread > 0 && <span class="badge">{digits(unread)}</span>}
    </button>
  );
}

interface ButtonProps {
  readonly name: string;
  readonly row: QueueRow;
  readonly busy: boolean;
  readonly onStart: () => void;
  readonly onEnd: () => void;
  readonly onAbout: () => void;
}

export function VisitButtons({ name, row, busy, onStart, onEnd, onAbout }: ButtonProps) {
  return (
    <div class="visit-buttons">
      {row.status === "waiting" && (
        <button
          type="button"
          class="button primary"
          aria-label={t("call.start", { name })}
          aria-disabled={busy}
          onClick={onStart}
        >
          <Label>{t("window.start")}</Label>
        </button>
      )}
      {row.call?.url != null && (
        <a
          class="button"
          href={row.call.url}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={t("call.join", { name })}
        >
          <Label>{t("window.join")}</Label>
        </a>
      )}
      {row.mayEndCall && (
        <button
          type="button"
          class="button danger"
          aria-label={t("call.end", { name })}
          aria-disabled={busy}
          onClick={({ detail }) => detail < 2 && onEnd()} // not by the second press of a double click on "Start call"
        >
          {t("window.end")}
        </button>
      )}
      <IconButton icon={INFORMATION} label={t("chat.about", { name })} onClick={onAbout} />
    </div>
  );
}

/** In a narrow box the icon alone. */
function Label({ children }: { readonly children: string }): VNode {
  return (
    <>
      <Icon path={CALL} mirrored />
      <span class="label">{children}</span>
    </>
  );
}
