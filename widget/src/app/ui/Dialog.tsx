import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";
import { t } from "../i18n";
import { IconButton } from "./IconButton";
import { CLOSE } from "./icons";
import { useModal } from "./useModal";

interface Props {
  readonly title: string;
  readonly testId?: string;
  readonly class?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A modal window for as long as it is drawn. Escape, the backdrop and the X close it. */
export function Dialog({ title, testId, class: extra = "", onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useModal(dialog, onClose);
  return (
    <dialog ref={dialog} class={`dialog ${extra}`} aria-labelledby={titleId} data-testid={testId}>
      <div class="dialog-body">
        <div class="dialog-header">
          <h2 id={titleId}>{title}</h2>
          <IconButton icon={CLOSE} label={t("dialog.close")} onClick={onClose} />
        </div>
        {children}
      </div>
    </dialog>
  );
}
