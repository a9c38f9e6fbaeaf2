/** What a provider's session tells the page around its frame. */
import { computed, effect } from "@preact/signals-core";
import type { HostLink } from "../../bridge/frame";
import type { ProviderSession } from "./session";

export function serve(link: HostLink, { model }: Pick<ProviderSession, "model">): void {
  const unread = computed(() =>
    [...model.value.queue, ...model.value.left].reduce((sum, row) => sum + row.unread, 0),
  );
  effect(() => link.report({ type: "unread", count: unread.value }));
  tellQueue(link, model);
}

/** How many wait and are in a call, as soon as the server has said so. */
function tellQueue(link: HostLink, model: ProviderSession["model"]): void {
  const isKnown = computed(() => model.value.room !== null);
  const inCall = computed(() => model.value.queue.filter(({ status }) => status === "in_call").length);
  const waiting = computed(() => model.value.queue.length - inCall.value);
  effect(() => {
    if (isKnown.value) link.report({ type: "queue", waiting: waiting.value, inCall: inCall.value });
  });
}
