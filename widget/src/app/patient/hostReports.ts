/** What a patient's session tells the page around its frame, and what that page wishes. */
import { computed, effect } from "@preact/signals-core";
import type { HostLink, LayoutState, VisitState } from "../../bridge/frame";
import type { PageConfig } from "../page";
import type { PatientStage } from "../ui/model";
import type { PatientSession } from "./session";

/** `room` is this page's. `show` is called in an effect: with every state of the panel, and again when a signal changes that it reads. */
export function serve(
  host: HostLink,
  { model, actions }: Pick<PatientSession, "model" | "actions">,
  { room }: Pick<PageConfig, "room">,
  show: (panel: LayoutState) => void,
): void {
  host.onCommand((command) => actions[command.type]());
  const panel = computed(() => model.value.panel);
  const unread = computed(() => model.value.unread);
  effect(() => show(panel.value));
  effect(() => host.report({ type: "unread", count: unread.value }));
  const queuePlace = computed(() => {
    const { stage } = model.value;
    return stage.stage === "visiting" ? stage.place : null;
  });
  effect(() => host.report({ type: "queue", place: queuePlace.value }));
  const visit = computed(() => visitState(model.value.stage));
  effect(() => {
    if (visit.value !== null)
      host.report({ type: "visit", state: visit.value, place: queuePlace.value, room });
  });
}

/** Null while it is not known. */
function visitState(stage: PatientStage): VisitState | null {
  switch (stage.stage) {
    case "check_in":
    case "unavailable":
      return "none";
    case "visiting":
      return stage.status === "in_call" ? "called" : "waiting";
    case "ended":
      return "ended";
    case "replaced":
      return "elsewhere";
    case "entering":
    case "blocked":
      return null;
    default:
      return stage satisfies never;
  }
}
