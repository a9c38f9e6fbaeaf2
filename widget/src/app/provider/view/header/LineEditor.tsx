import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n/provider";
import { Icon } from "../../../ui/Icon";
import { late } from "../../../ui/late";
import { PENCIL } from "../icons";
import type { LineFormProps } from "./LineForm";

const LineForm = late<LineFormProps>(async () => {
  const loaded = await import("./LineForm");
  return loaded.withTexts();
});

type Props = Omit<LineFormProps, "onDone">;

/** The line that patients read while they wait: a quiet button, and below it, over the page, the editor. */
export function LineEditor({ line, onSave }: Props) {
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useLayoutEffect(() => {
    const isElsewhere = document.activeElement !== document.body; // what had the focus is gone
    if (wasEditing.current && !editing && !isElsewhere) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  return (
    <>
      <button
        type="button"
        class="line-button"
        ref={button}
        aria-label={line === "" ? t("line.add") : t("line.edit", { line })}
        aria-expanded={editing}
        title={line === "" ? undefined : line}
        onClick={() => setEditing(!editing)}
      >
        <bdi>{line === "" ? t("line.add") : line}</bdi>
        <Icon path={PENCIL} />
      </button>
      {editing && <LineForm line={line} onSave={onSave} onDone={() => setEditing(false)} />}
    </>
  );
}
