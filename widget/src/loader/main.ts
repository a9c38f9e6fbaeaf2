/** `/widget.js`. Including it twice is harmless: the first one stays. */
import { createWaitside } from "./waitside";

const script = document.currentScript as HTMLScriptElement | null;
if (script?.src && !window.Waitside) {
  window.Waitside = createWaitside(new URL(script.src).origin, script.dataset);
}
