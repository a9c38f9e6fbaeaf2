import type { RefObject, TargetedKeyboardEvent } from "preact";
import { useId, useLayoutEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { Alert } from "./Alert";
import { IconButton } from "./IconButton";
import { SEND } from "./icons";
import type { ChatActions, ChatModel, TextProblem } from "./model";

const LIMIT = 4_000; // code points, as the server's protocol counts them
const WARN_AT = 200; // left
const IME_KEY = 229; // what Safari reports for the Enter that has just ended a composition

interface Props {
  readonly chat: ChatModel;
  readonly actions: Pick<ChatActions, "send" | "setDraft">;
  readonly disabled: boolean;
  /** Why, where it is not said already. */
  readonly reason: string | null;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Belongs to one visit: give it a key. */
export function Composer({ chat: { visit, name, draft }, actions, disabled, reason, field }: Props) {
  const [problem, setProblem] = useState<TextProblem | null>(null);
  const describedBy = useId();
  useGrowing(field, draft);

  const send = () => {
    const text = field.current?.value ?? "";
    setProblem(actions.send(visit, text));
    field.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div id={describedBy}>
        {reason !== null && <p class="hint">{reason}</p>}
        {problem !== null && <Alert>{t(`text.${problem}`)}</Alert>}
        {!disabled && <Counter text={draft} />}
      </div>
      <div class="composer-row" data-empty={draft === ""}>
        <textarea
          ref={field}
          rows={1}
          dir={draft === "" ? undefined : "auto"}
          value={draft}
          disabled={disabled}
          placeholder={disabled ? "" : t("composer.hint")}
          aria-label={t("composer.field", { name })}
          aria-describedby={describedBy}
          aria-invalid={problem !== null}
          enterkeyhint="send"
          onInput={(event) => {
            setProblem(null);
            actions.setDraft(visit, event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (!sends(event)) return;
            event.preventDefault();
            send();
          }}
        />
        <IconButton icon={SEND} class="send" label={t("composer.send", { name })} disabled={disabled} />
      </div>
    </form>
  );
}

/** Enter sends and Shift+Enter breaks; an Enter that only ends an IME composition does neither. */
function sends(event: TargetedKeyboardEvent<HTMLTextAreaElement>): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way to tell in Safari
  const composing = event.isComposing || event.keyCode === IME_KEY;
  return event.key === "Enter" && !event.shiftKey && !composing;
}

function Counter({ text }: { readonly text: string }) {
  const left = LIMIT - codePoints(text);
  if (left > WARN_AT) return null;
  return (
    <p class="counter hint" data-over={left < 0}>
      {left < 0 ? t("composer.over", { count: -left }) : t("composer.left", { count: left })}
    </p>
  );
}

function codePoints(text: string): number {
  return text.length <= LIMIT - WARN_AT ? text.length : [...text].length;
}

/** As high as its text, also after the panel changed its width; the style sheet sets the limits. */
function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    let width = -1;
    const grow = () => {
      if (element.clientWidth === width) return; // only its height changed, and that was this
      width = element.clientWidth;
      element.style.blockSize = "auto";
      if (width > 0) element.style.blockSize = `${element.scrollHeight}px`;
    };
    grow();
    const observer = new ResizeObserver(grow);
    observer.observe(element);
    return () => observer.disconnect();
  }, [text]);
}
