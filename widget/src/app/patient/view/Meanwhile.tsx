/** What happens next, and whom to call where it cannot wait: loaded by pages that wait. */
import type { FunctionComponent } from "preact";
import { loadTexts } from "../../i18n";
import { t } from "../../i18n/later";
import { findContacts } from "./contacts";

interface Props {
  /** The clinic's emergency line, if it has one. */
  readonly emergency: string | null;
  /** Who will start the call; without, there is the emergency line alone, behind a press. */
  readonly caller?: string;
  /** That the patient may write, where they may. */
  readonly write?: string | false;
  /** Whether the emergency line is shown at once all the same. */
  readonly open?: boolean | undefined;
}

export async function withTexts(): Promise<FunctionComponent<Props>> {
  await loadTexts();
  return Meanwhile;
}

function Meanwhile({ emergency, caller, write, open }: Props) {
  const line = emergency !== null && <EmergencyLine text={emergency} />;
  if (caller === undefined) {
    return (
      <details class="urgent" open={open}>
        <summary>{t("wait.urgent")}</summary>
        {line}
      </details>
    );
  }
  return (
    <div class="meanwhile" data-testid="meanwhile">
      <p class="next">{t("wait.next", { name: caller })}</p>
      <p>
        {write} {t("wait.ready")}
      </p>
      {line}
    </div>
  );
}

/** In the clinic's own language, whatever the page's is. */
function EmergencyLine({ text }: { readonly text: string }) {
  return (
    <p class="emergency" data-testid="emergency-line" dir="auto">
      {findContacts(text).map(({ text, href }, index) =>
        href === null ? (
          text
        ) : (
          <a key={index} href={href} target="_blank" rel="noopener noreferrer" dir="ltr">
            {text}
          </a>
        ),
      )}
    </p>
  );
}
