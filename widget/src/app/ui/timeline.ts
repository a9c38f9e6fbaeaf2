/** The order and the grouping in which a conversation is drawn. Pure. */
import { startOfDay } from "../i18n/time";
import type { Message } from "../chatbox";

/** Messages of one writer closer together than this stand as one group. */
const GROUP_WITHIN = 5 * 60_000;

export type TimelineItem =
  | { readonly type: "day"; readonly at: number }
  /** `first` and `last` within its group. */
  | { readonly type: "message"; readonly message: Message; readonly first: boolean; readonly last: boolean };

export function timeline(messages: readonly Message[]): readonly TimelineItem[] {
  return messages.flatMap((message, index): readonly TimelineItem[] => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const newDay = before === undefined || startOfDay(before.at) !== startOfDay(message.at);
    const first = before === undefined || !together(before, message);
    const last = after === undefined || !together(message, after);
    const item: TimelineItem = { type: "message", message, first, last };
    return newDay ? [{ type: "day", at: message.at }, item] : [item];
  });
}

function together(before: Message, after: Message): boolean {
  return (
    before.direction === after.direction &&
    before.by === after.by &&
    after.at - before.at < GROUP_WITHIN &&
    startOfDay(before.at) === startOfDay(after.at)
  );
}
