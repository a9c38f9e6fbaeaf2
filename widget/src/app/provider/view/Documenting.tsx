import { useState } from "preact/hooks";
import { t } from "../../i18n/provider";
import type { Message } from "../../chatbox";
import { copyText } from "../../ui/clipboard";
import { saveText } from "./saveText";
import { fileName, transcript, type Writers } from "./transcript";

interface Props extends Writers {
  readonly messages: readonly Message[];
}

/** Takes the conversation along, before it is erased: to the clipboard, or into a file. */
export function Documenting({ messages, patient, me }: Props) {
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
