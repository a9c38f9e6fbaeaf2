/** What a provider's page does for the pages of colleagues. A patient's page has none, and does not load this. */
import type { Input } from "../chatbox";
import type { Content } from "../delivery/content";
import { idOf, pageOf, type Address, type Peer } from "../delivery/courier";
import type { Desk } from "./desk";
import { asMessage, isUnseen, type MessageContent } from "./messages";

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

/** What a colleague's page says, or that the patient's has read messages. Gives what it comes to in the box. */
export function hear(desk: Desk, peer: Peer, content: Content): readonly Input[] {
  const { visit } = peer;
  switch (content.type) {
    case "message":
      return [takeReply(desk, peer, content)];
    case "delivered":
      return takeDelivered(desk, { visit, page: content.page }, content.ids);
    case "read":
      passOnRead(desk, visit, content.ids);
      return [];
    default:
      return [];
  }
}

/** A colleague's reply: shown as written on this side, and kept for the patient in case the colleague's page goes. */
function takeReply(desk: Desk, author: Peer, content: MessageContent): Input {
  const { visit } = author;
  const receipts = desk.receiptsOf(visit);
  receipts.writtenBy(content.id, idOf(author));
  for (const page of desk.courier.known(visit, "other")) receipts.give(content.id, idOf(page));
  const status = receipts.wasRead(content.id) ? "read" : "sending";
  const written = { ...content, by: author.name };
  return {
    type: "message_added",
    visit,
    message: asMessage(written, desk.clock, { direction: "sent", status }),
  };
}

/** A colleague's word counts while the page that it is about is there. */
function takeDelivered(desk: Desk, holder: Address, ids: readonly string[]): readonly Input[] {
  const held = desk.hold(holder, ids);
  return desk.courier.isThere(idOf(holder)) ? [held] : [];
}

/** Colleagues have this page's replies from this page, and may get them when the page that read them is gone. */
function passOnRead(desk: Desk, visit: string, read: readonly string[]): void {
  const own = desk
    .messagesOf(visit)
    .filter(({ id, direction, by }) => direction === "sent" && by === null && read.includes(id));
  if (own.length > 0) desk.courier.postToAll(visit, "own", { type: "read", ids: own.map(({ id }) => id) });
}
