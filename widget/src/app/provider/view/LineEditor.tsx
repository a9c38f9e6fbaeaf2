import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { problemText, t } from "../../i18n/provider";
import { Alert } from "../../ui/Alert";
import { Icon } from "../../ui/Icon";
import type { Problem } from "../../ui/model";
import { PENCIL } from "./icons";
import { useAttempt } from "./useAttempt";

const LIMIT = 160; // characters, as the server's

interface Props {
  readonly line: string;
  readonly onSave: (line: string) => Promise<Problem | null>;
}

/** The line that patients read while they wait: a quiet button until it is edited. */
export function LineEditor({ line, onSave }: Props) {
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useLayoutEffect(() => {
    if (wasEditing.current && !editing) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (editing) return <LineForm line={line} onSave={onSave} onDone={() => setEditing(false)} />;
  return (
    <button
      type="button"
      class="line-button"
      ref={button}
      aria-label={line === "" ? t("line.add") : t("line.edit", { line })}
      onClick={() => setEditing(true)}
    >
      <bdi>{line === "" ? t("line.add") : line}</bdi>
      <Icon path={PENCIL} />
    </button>
  );
}

function LineForm({ line, onSave, onDone }: Props & { readonly onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const { problem, attempt } = useAttempt();
  useLayoutEffect(() => field.current?.select(), []);

  return (
    <form
      class="field line-form"
      onSubmit={(event) => {
        event.preventDefault();
        attempt(() => onSave(field.current?.value.trim() ?? ""), onDone);
      }}
    >
      <input
        ref={field}
        type="text"
        dir="auto"
        defaultValue={line}
        maxLength={LIMIT}
        aria-label={t("line.field")}
        onKeyDown={(event) => event.key === "Escape" && onDone()}
      />
      <button type="submit" class="button primary">
        {t("line.save")}
      </button>
      <button type="button" class="button" onClick={onDone}>
        {t("line.cancel")}
      </button>
      {problem !== null && <Alert>{problemText(problem.code)}</Alert>}
    </form>
  );
}
