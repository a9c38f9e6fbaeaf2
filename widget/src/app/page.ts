import { followKeyboard } from "./ui/viewport";

/** What the server wrote into the frame page, and where the page stands. */
export interface PageConfig {
  readonly room: string;
  readonly role: "patient" | "provider";
  readonly standalone: boolean;
  /** The sites that may frame this page. */
  readonly origins: readonly string[];
  readonly roomInfo: {
    readonly name: string;
    readonly title: string;
    readonly open: boolean;
    readonly walkIns: boolean;
    readonly passcode: boolean;
  };
  readonly clinic: ClinicLook;
}

/** `logo` is a path on our own origin; `accents` are custom properties of tokens.css; `emergencyLine` is plain text. */
export interface ClinicLook {
  readonly name: string;
  readonly logo: string | null;
  readonly accents: Readonly<Record<string, string>>;
  readonly emergencyLine: string | null;
}

/** Written by our own server into our own page: its shape is not in doubt. */
export function readConfig(): PageConfig {
  const element = document.getElementById("waitside-config");
  return JSON.parse(element?.textContent ?? "{}") as PageConfig;
}

/** Where the views are drawn: above an on-screen keyboard. */
export function root(): HTMLElement {
  followKeyboard();
  const place = document.getElementById("app") ?? document.body.appendChild(document.createElement("div"));
  place.addEventListener("click", submitHere);
  return place;
}

/**
 * Tells a form of its submit button, or of Enter, which presses that: a page that shows the clinic's in a sandbox may
 * forbid forms, and then the browser stays silent. Nothing here is ever sent by the browser.
 */
function submitHere(event: Event): void {
  const form = (event.target as Element).closest<HTMLButtonElement>("[type=submit]")?.form;
  if (!form) return;
  event.preventDefault();
  form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
}
