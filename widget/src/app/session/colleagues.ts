/** What a provider's page does for the pages of colleagues. A patient's page has none, and does not load this. */
import { pageOf, type Peer } from "../delivery/courier";
import type { Desk } from "./desk";
import { isUnseen } from "./messages";

/** A page that appears must have what this page wrote and nobody has read, and hear who has it. What is `due` comes later. */
export function brief(desk: Desk, colleague: Peer, due: readonly string[]): void {
  const { visit } = colleague;
  for (const message of desk.messagesOf(visit)) {
    if (!isUnseen(message) || message.by !== null) continue;
    const { id } = message;
    if (!due.includes(id)) desk.courier.post(colleague, desk.asContent(message));
    for (const holder of desk.receiptsOf(visit).holders(id))
      desk.courier.post(colleague, { type: "delivered", ids: [id], page: pageOf(holder) });
  }
}
