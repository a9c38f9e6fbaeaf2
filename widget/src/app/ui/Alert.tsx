import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";

/** A problem that the reader has to know now. */
export function Alert({ id, children }: { readonly id?: string; readonly children: ComponentChildren }) {
  return (
    <p class="alert" role="alert" id={id}>
      <Icon name="failed" />
      <span>{children}</span>
    </p>
  );
}
