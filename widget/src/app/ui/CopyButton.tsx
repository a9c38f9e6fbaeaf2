import type { RefObject, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import type { Message } from "../chatbox";
import { copyText } from "./clipboard";
import { Icon } from "./Icon";
import { COPY, DELIVERED, FAILED } from "./icons";
import { memo } from "./memo";
import { domId } from "./messageId";

interface Props {
  readonly log: RefObject<HTMLElement | null>;
  readonly messages: readonly Message[];
  /** The message that is pointed at; without one, the button is only there for the keyboard, at the latest. */
  readonly picked: string | null;
  readonly pick: (id: string) => void;
}

/**
 * One button for the whole log, beside the message that is pointed at, tapped, or reached by the arrow keys: a single stop of
 * the Tab key. It stands outside of the log, or screen readers would read it with every message.
 */
export const CopyButton = memo(({ log, messages, picked, pick }: Props) => {
  const [outcome, setOutcome] = useState<{ readonly id: string; readonly done: boolean } | null>(null);
  const [moves, setMoves] = useState(0);
  const button = useRef<HTMLButtonElement>(null);
  let index = messages.length - 1;
  while (picked !== null && index > 0 && messages[index]?.id !== picked) index--; // mostly one near the end
  const message = messages[index];
  usePlace(button, log, picked === null ? undefined : message);
  useLayoutEffect(() => {
    if (moves > 0) button.current?.focus(); // a new one each time: what it is about is read again
  }, [moves]);
  if (message === undefined) return null;

  const { id, text } = message;
  const done = outcome?.id === id ? outcome.done : null;
  const move = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const way = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    const next = messages[messages.indexOf(message) + way];
    if (way === 0 || next === undefined) return;
    event.preventDefault();
    pick(next.id);
    setMoves(moves + 1);
  };
  return (
    <>
      <button
        key={moves}
        ref={button}
        type="button"
        class="icon-button copy"
        data-shown={picked !== null}
        aria-label={t("message.copy")}
        aria-describedby={domId(id)}
        title={t(done === false ? "message.notCopied" : "message.copy")}
        onFocus={() => {
          document.getElementById(domId(id))?.scrollIntoView({ block: "nearest" });
          pick(id);
        }}
        onKeyDown={move}
        onMouseDown={(event) => event.preventDefault()} // the focus stays in the composer
        onClick={() => {
          pick(id);
          void copyText(text).then((done) => setOutcome({ id, done }));
        }}
      >
        <Icon path={done === null ? COPY : done ? DELIVERED : FAILED} />
      </button>
      <span class="unseen" role="status">
        {done !== null && t(done ? "message.copied" : "message.notCopied")}
      </span>
    </>
  );
});

/** Keeps the button beside the message that is picked, on the side that has more room, and inside of the log; `data-away`: the message is not. */
function usePlace(
  button: RefObject<HTMLElement | null>,
  log: RefObject<HTMLElement | null>,
  message: Message | undefined,
): void {
  useLayoutEffect(() => {
    const bubble =
      message === undefined ? null : document.getElementById(domId(message.id))?.lastElementChild;
    const [element, around] = [button.current, log.current];
    if (bubble == null || element === null || around === null) return;
    const place = () => {
      const [box, frame] = [bubble.getBoundingClientRect(), around.getBoundingClientRect()];
      const left =
        box.left - frame.left > frame.right - box.right ? box.left - element.offsetWidth : box.right;
      const top = box.top - frame.top + Math.min(0, (box.height - element.offsetHeight) / 2);
      element.style.left = `${left - frame.left}px`;
      element.style.top = `${Math.max(0, Math.min(top, frame.height - element.offsetHeight))}px`;
      element.dataset["away"] = String(box.bottom < frame.top || box.top > frame.bottom);
    };
    place();
    around.addEventListener("scroll", place);
    return () => around.removeEventListener("scroll", place);
  });
}
