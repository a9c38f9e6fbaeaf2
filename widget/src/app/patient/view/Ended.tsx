import { useRef } from "preact/hooks";
import { t } from "../../i18n/patient";
import type { Departure } from "../../ui/model";
import { useDroppedFocus } from "../../ui/focus";
import { Notice } from "../../ui/Notice";
import type { Stage } from "./props";
import { Urgent } from "./Next";

interface Props {
  readonly stage: Stage<"ended">;
  /** Whether the conversation is still there to read, below. */
  readonly withChat: boolean;
  readonly emergency: string | null;
  readonly onAgain: () => void;
}

export function Ended({ stage: { reason, mayReturn }, withChat, emergency, onAgain }: Props) {
  const whole = useRef<HTMLDivElement>(null);
  useDroppedFocus(whole);
  const title = t(`ended.${reason}`);
  return (
    <div class="ended" data-compact={withChat} role="group" aria-label={title} tabIndex={-1} ref={whole}>
      <Notice title={title} text={advice(reason)}>
        {mayReturn && (
          <button type="button" class="button" onClick={onAgain}>
            {t("ended.again")}
          </button>
        )}
        <Urgent line={emergency} open={!withChat} />
      </Notice>
    </div>
  );
}

function advice(reason: Departure): string {
  switch (reason) {
    case "removed":
      return t("ended.removedText");
    case "expired":
      return t("ended.expiredText");
    case "left":
    case "call_ended":
      return t("ended.thanks");
    default:
      return reason satisfies never;
  }
}
