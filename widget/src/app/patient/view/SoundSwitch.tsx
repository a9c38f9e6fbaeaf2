/** Hearing the call: loaded by pages that wait. */
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts } from "../../i18n";
import { t } from "../../i18n/later";
import { createBell, type Bell } from "../../ui/bell";
import type { SoundState } from "../../ui/model";

/** How long the browser may take to let a page sound, in milliseconds; where it does not, it never says so. */
const SOON = 500;

interface Props {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

let made: Bell | null = null;

/** Made when it is wanted first: most patients need none. */
function bell(): Bell {
  return (made ??= createBell());
}

export async function ring(): Promise<void> {
  await unlocked();
  bell().ring();
}

export async function withTexts(): Promise<FunctionComponent<Props>> {
  await loadTexts();
  return typeof AudioContext === "function" ? SoundSwitch : () => null;
}

/** Whether there is sound, as far as that is known soon. */
async function unlocked(): Promise<boolean> {
  await Promise.race([bell().unlock(), new Promise((resolve) => setTimeout(resolve, SOON))]);
  return bell().state.value === "ready";
}

/** Off until the patient wants it. Switching it on is the gesture that browsers wait for, and lets them hear what to listen for. */
function SoundSwitch({ on, onChange }: Props) {
  const [said, say] = useState<"tested" | "blocked" | null>(null);

  async function test(): Promise<void> {
    const ready = await unlocked();
    if (ready) bell().ring();
    say(ready ? "tested" : "blocked");
  }

  function change(wanted: boolean): void {
    say(null);
    onChange(wanted);
    if (wanted) void test();
  }

  useEffect(() => {
    if (!on) return undefined;
    let before: SoundState = "locked"; // which says nothing at first: the answer takes a moment
    void unlocked().then((ready) => {
      if (!ready) say("blocked");
    });
    return bell().state.subscribe((now) => {
      if (now === "ready") say((said) => (said === "blocked" ? null : said));
      else if (before === "ready") say("blocked"); // a phone has suspended it
      before = now;
    });
  }, [on]);

  return (
    <>
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={on}
          onChange={({ currentTarget: { checked } }) => change(checked)}
        />
        {t("sound.switch")}
      </label>
      {on && (
        <button type="button" onClick={() => void test()}>
          {t("sound.test")}
        </button>
      )}
      <p role="status">{said !== null && t(`sound.${said}`)}</p>
    </>
  );
}
