import { t } from "../i18n";
import { machineTime, timeOfDay } from "../i18n/time";
import type { Message, MessageStatus } from "../chatbox";
import { domId } from "./messageId";
import { Icon } from "./Icon";
import { DELIVERED, FAILED, READ, SENDING } from "./icons";
import { linkify } from "./linkify";
import { memo } from "./memo";

interface Props {
  readonly message: Message;
  /** Who is at the other end. */
  readonly name: string;
  /** Nobody is. */
  readonly waits: boolean | undefined;
  /** Within a group of one writer's messages. */
  readonly first: boolean;
  readonly last: boolean;
}

export const MessageItem = memo(({ message, name, waits, first, last }: Props) => {
  const { direction, status, at } = message;
  return (
    <div
      class="message"
      id={domId(message.id)}
      data-testid="message"
      data-direction={direction}
      data-status={status}
      data-first={first}
      data-last={last}
    >
      <Writer message={message} name={name} first={first} />
      <div class="bubble">
        <span class="text" dir="auto">
          <MessageText text={message.text} />
        </span>
        <span class="meta">
          <time dateTime={machineTime(at)}>{timeOfDay(at)}</time>
          {direction === "sent" && <MessageState status={status} waits={waits} last={last} />}
        </span>
      </div>
    </div>
  );
});

/** Named on the screen where it is not obvious, and always for those who listen. */
function Writer({ message: { by, direction }, name, first }: Omit<Props, "waits" | "last">) {
  const other = direction === "sent" ? t("message.you") : t("message.from", { name });
  if (by === null) return <span class="unseen">{other}</span>;
  return (
    <span class={first ? "writer" : "unseen"}>
      <bdi>{by}</bdi>
      <span class="unseen">:</span>
    </span>
  );
}

/** Text nodes and links only. Links leave the frame, and tell the other site nothing. */
function MessageText({ text }: { readonly text: string }) {
  return linkify(text).map((piece, index) =>
    piece.type === "text" ? (
      piece.text
    ) : (
      <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer" dir="ltr">
        {piece.text}
      </a>
    ),
  );
}

const STATES: Readonly<Record<MessageStatus, string>> = {
  sending: SENDING,
  delivered: DELIVERED,
  read: READ,
  failed: FAILED,
};

/**
 * One element whose label and drawing change, so that a screen reader does not take a receipt for a new message. What only a label says
 * elsewhere is read by everybody where the reader may wonder: once under messages that wait together.
 */
function MessageState({
  status,
  waits,
  last,
}: { readonly status: MessageStatus } & Pick<Props, "waits" | "last">) {
  const isWaiting = status === "sending" && waits;
  const label = t(`status.${isWaiting ? "waiting" : status}`);
  return (
    <>
      <span class="state" role="img" aria-label={label} title={label}>
        <Icon path={STATES[status]} />
      </span>
      {(status === "failed" || (isWaiting && last)) && <span aria-hidden="true">{label}</span>}
    </>
  );
}
