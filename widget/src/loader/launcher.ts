/** The round button in the corner of the page. Its badge comes with the panel. */
import { button } from "./dom";

export function createLauncher(label: string, onClick: () => void): HTMLButtonElement {
  const attributes = {
    class: "launcher",
    "data-testid": "waitside-launcher",
    "aria-label": label,
    "aria-expanded": "false",
  };
  return button(attributes, onClick);
}
