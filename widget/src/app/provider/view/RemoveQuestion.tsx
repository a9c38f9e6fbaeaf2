import { t } from "../../i18n/provider";

interface Props {
  readonly name: string;
  readonly busy: boolean;
  readonly onRemove: () => void;
  readonly onKeep: () => void;
}

export function RemoveQuestion({ name, busy, onRemove, onKeep }: Props) {
  return (
    <div class="question">
      <p>{t("window.removeSure", { name })}</p>
      <div class="dialog-actions">
        <button type="button" class="button" data-first onClick={onKeep}>
          {t("window.keep")}
        </button>
        <button type="button" class="button danger" aria-disabled={busy} onClick={onRemove}>
          {t("window.removeYes")}
        </button>
      </div>
    </div>
  );
}
