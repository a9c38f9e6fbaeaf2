import { find } from "../i18n";
import { Notice } from "./Notice";

/** What is said where the texts are what failed: as the English catalog has it, which a test sees to. */
export const ENGLISH = {
  "failed.title": "Something went wrong on this page",
  "failed.text": "Please reload it. Places in line are kept; the messages shown here are erased.",
  "failed.reload": "Reload",
  "chat.close": "Close chat",
};

interface Props {
  /** Hides the panel that this is in. */
  readonly onClose?: (() => void) | undefined;
}

/** What stands where the views of a page have failed. */
export function Failure({ onClose }: Props) {
  return (
    <main class="failure">
      <div role="alert">
        <Notice heading="h1" title={say("failed.title")} text={say("failed.text")}>
          <button type="button" class="button primary" onClick={() => location.reload()}>
            {say("failed.reload")}
          </button>
          {onClose && (
            <button type="button" class="button" onClick={onClose}>
              {say("chat.close")}
            </button>
          )}
        </Notice>
      </div>
    </main>
  );
}

function say(key: keyof typeof ENGLISH): string {
  return find(key) ?? ENGLISH[key];
}
