/** States that a press or two leads to: the state to begin with, and what is pressed, whatever the language. */
export const presses: Readonly<Record<string, readonly [state: string, ...controls: string[]]>> = {
  "patient-leaving": ["patient-waiting", ".leave"],
  "patient-leaving-undelivered": ["patient-undelivered", ".leave"],
  "patient-copy": ["patient-waiting", ".copy"],
  "patient-refused-text": ["patient-waiting-next", ".send"],
  "provider-window": ["provider-queue", "#more-ben"],
  "provider-window-in-call": ["provider-queue", "#more-ana"],
  "provider-window-nameless": ["provider-queue", "#more-new"],
  "provider-documenting": ["provider-chat", ".dock [aria-expanded]"],
  "provider-too-long": ["provider-long", ".send"],
  "provider-line": ["provider-queue", ".line-button"],
  "provider-settings": ["provider-queue", "[data-tool=settings]", "[role=tab]:nth-child(1)"],
  "provider-settings-blocked": ["provider-alerts-blocked", "[data-tool=settings]", "[role=tab]:nth-child(2)"],
  "provider-settings-notifications": ["provider-queue", "[data-tool=settings]", "[role=tab]:nth-child(2)"],
  "provider-settings-appearance": ["provider-queue", "[data-tool=settings]", "[role=tab]:nth-child(3)"],
  "provider-settings-queue": ["provider-queue", "[data-tool=settings]", "[role=tab]:nth-child(4)"],
  "provider-settings-security": ["provider-queue", "[data-tool=settings]", "[role=tab]:nth-child(5)"],
  "console-signing-out": ["console-room", ".tools > :last-child"],
  "console-refused": ["console-sign-in", "[type=submit]"],
};

/** Presses the control as soon as it is there. */
export async function press(control: string): Promise<void> {
  let found = document.querySelector<HTMLElement>(control);
  while (found === null) {
    await new Promise(requestAnimationFrame);
    found = document.querySelector<HTMLElement>(control);
  }
  found.focus(); // as a real press does
  found.click();
}
