import "./documenting.css";
import type { FunctionComponent } from "preact";
import { useState } from "preact/hooks";
import { loadTexts } from "../../../i18n";
import { t } from "../../../i18n/settings";
import type { Message } from "../../../chatbox";
import { copyText } from "../../../ui/clipboard";
import { saveText } from "./saveText";
import { fileName, transcript, type Writers } from "./transcript";

export interface DocumentingProps extends Writers {
  readonly messages: readonly Message[];
  readonly open: boolean;
}

export async function withTexts(): Promise<FunctionComponent<DocumentingProps>> {
  await loadTexts();
  return Documenting;
}

/** Takes the conversation along, before it is erased: to the clipboard, or into a file. */
export function Documenting(props: DocumentingProps) {
  return props.open ? <Open {...props} /> : null;
}

function Open({ messages, patient, me }: DocumentingProps) {
  const [said, say] = useState("");
  const text = () => transcript(messages, { patient, me }, Date.now());
  const copy = async () => say(t((await copyText(text())) ? "document.copied" : "document.notCopied"));
  const save = () => {
    const file = fileName(Date.now());
    saveText(text(), file);
    say(t("document.saved", { file }));
  };
  return (
    <div class="documenting">
      <p class="hint">{t("document.care")}</p>
      <div class="documenting-ways">
        <button type="button" class="button" onClick={() => void copy()}>
          {t("document.copy")}
        </button>
        <button type="button" class="button" onClick={save}>
          {t("document.save")}
        </button>
      </div>
      <p class="hint" role="status">
        {said}
      </p>
    </div>
  );
}
