/** The editor of the message to waiting patients. Loaded when it is opened. */
import type { FunctionComponent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { loadTexts } from "../../../i18n";
import { problemText, t } from "../../../i18n/settings";
import { Alert } from "../../../ui/Alert";
import type { Problem } from "../../../ui/model";
import { useAttempt } from "../useAttempt";

const LIMIT = 160; // characters, as the server's

export interface LineFormProps {
  readonly line: string;
  readonly onSave: (line: string) => Promise<Problem | null>;
  readonly onDone: () => void;
}

export async function withTexts(): Promise<FunctionComponent<LineFormProps>> {
  await loadTexts();
  return LineForm;
}

function LineForm({ line, onSave, onDone }: LineFormProps) {
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
