/** Draws the views of a page, and a plain view in their place once they have failed: nobody is left with an empty page. */
import { computed, effect, signal, type ReadonlySignal } from "@preact/signals-core";
import { Component, render, type ComponentChildren } from "preact";
import { isMute } from "../i18n";
import { Failure } from "./Failure";

const failure = signal(false);

/**
 * Whether the views have failed. They are not tried again before the page is reloaded: what threw once would throw again. The
 * page's session goes on meanwhile, so that nothing is lost that is on its way.
 */
export const failed: ReadonlySignal<boolean> = failure;

/** Whether people see the views: else nothing that is in them has been read. */
export const shown = computed(() => !failure.value && !isMute());

export function fail(): void {
  failure.value = true;
}

interface Props {
  readonly failed: boolean;
  readonly onClose: (() => void) | undefined;
  readonly children: ComponentChildren;
}

class ErrorBoundary extends Component<Props, { readonly failed?: boolean }> {
  static override getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch() {
    queueMicrotask(fail); // an effect of the signal may draw, which cannot begin while something is being drawn
  }

  override render({ failed, onClose, children }: Props) {
    return failed || this.state.failed ? <Failure onClose={onClose} /> : children;
  }
}

/** Draws `view` into `place`, and again whenever a signal changes that it reads. `onClose`: see Failure. */
export function draw(place: HTMLElement, view: () => ComponentChildren, onClose?: () => void): void {
  effect(() =>
    render(
      <ErrorBoundary failed={!shown.value} onClose={onClose}>
        <View view={view} />
      </ErrorBoundary>,
      place,
    ),
  );
}

/** Calls `view` below the boundary, which then catches its errors too. */
function View({ view }: { readonly view: () => ComponentChildren }) {
  return <>{view()}</>;
}
