import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import { FAILED } from "./icons";

/** A problem that the reader has to know now. */
export function Alert({ id, children }: { readonly id?: string; readonly children: ComponentChildren }) {
  return (
    <p class="alert" role="alert" id={id}>
      <Icon path={FAILED} />
      <span>{children}</span>
    </p>
  );
}
