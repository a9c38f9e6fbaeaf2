import type { Message, MessageStatus, VisitId } from "./state";

/** Everything that can happen to the chat box and its conversations. */
export type Input =
  | { readonly type: "visit_present"; readonly visit: VisitId }
  | { readonly type: "visit_left"; readonly visit: VisitId }
  | { readonly type: "chat_opened"; readonly visit: VisitId }
  | { readonly type: "minimized" }
  | { readonly type: "expanded" }
  | { readonly type: "closed" }
  | { readonly type: "dismissed"; readonly visit: VisitId }
  | { readonly type: "call_started"; readonly visit: VisitId }
  | { readonly type: "page_visible"; readonly visible: boolean }
  | { readonly type: "message_added"; readonly visit: VisitId; readonly message: Message }
  | {
      readonly type: "status_changed";
      readonly visit: VisitId;
      readonly ids: readonly string[];
      readonly status: Exclude<MessageStatus, "sending">;
    }
  /** The other page that had these is gone, and they were not read there: they are on their way again. */
  | { readonly type: "messages_lost"; readonly visit: VisitId; readonly ids: readonly string[] }
  | { readonly type: "draft_changed"; readonly visit: VisitId; readonly draft: string }
  | { readonly type: "wiped" };

/** What the page must do because of an input. */
export type Effect =
  | { readonly type: "read"; readonly visit: VisitId; readonly ids: readonly string[] }
  | { readonly type: "erased"; readonly visit: VisitId };

export interface Step<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
}
