import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { Badge } from "./Badge";
import { IconButton } from "./IconButton";
import { CLOSE, DOWN, UP } from "./icons";
import type { ChatActions } from "./model";

export type BoxActions = Pick<ChatActions, "minimize" | "expand" | "close">;

interface Props {
  /** Who is at the other end. */
  readonly name: string;
  readonly state: "open" | "minimized";
  /** What the header shows beside the controls. */
  readonly heading: ComponentChildren;
  readonly unread: number;
  readonly actions: BoxActions;
  readonly children: ComponentChildren;
  readonly testId?: string | undefined;
}

/** A panel with a header that minimizes, expands and closes it. */
export function Box({ name, state, heading, unread, actions, children, testId }: Props) {
  return (
    <section class="box" aria-label={t("chat.with", { name })} data-testid={testId} data-state={state}>
      <header class="box-header">
        <div class="box-heading">{heading}</div>
        {state === "minimized" && <Badge count={unread} />}
        <BoxControls state={state} actions={actions} />
      </header>
      {state === "open" && children}
    </section>
  );
}

/** The first is one button with two meanings, so that the focus stays on it when the box opens by itself. */
function BoxControls({
  state,
  actions,
}: {
  readonly state: "open" | "minimized";
  readonly actions: BoxActions;
}) {
  return (
    <div class="box-controls">
      {state === "open" ? (
        <IconButton key="size" icon={DOWN} label={t("chat.minimize")} onClick={() => actions.minimize()} />
      ) : (
        <IconButton
          key="size"
          class="expand"
          icon={UP}
          label={t("chat.expand")}
          onClick={() => actions.expand()}
        />
      )}
      <IconButton key="close" icon={CLOSE} label={t("chat.close")} onClick={() => actions.close()} />
    </div>
  );
}
