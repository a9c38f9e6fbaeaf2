/** The order and the grouping in which a conversation is drawn. Pure. */
import { startOfDay } from "../i18n/time";
import type { Message } from "../chatbox";

/** Messages of one writer closer together than this stand as one group. */
const GROUP_WITHIN = 5 * 60_000;

export type TimelineItem =
  | { readonly type: "day"; readonly at: number }
  | { readonly type: "new" }
  /** `first` and `last` within its group. */
  | { readonly type: "message"; readonly message: Message; readonly first: boolean; readonly last: boolean };

/** @param newFrom the message that the line above new messages belongs to */
export function timeline(messages: readonly Message[], newFrom: string | null): readonly TimelineItem[] {
  const apart = (before: Message | undefined, after: Message | undefined) =>
    before === undefined || after === undefined || after.id === newFrom || !together(before, after);
  return messages.flatMap((message, index): readonly TimelineItem[] => {
    const before = messages[index - 1];
    const newDay = before === undefined || startOfDay(before.at) !== startOfDay(message.at);
    const first = apart(before, message);
    const last = apart(message, messages[index + 1]);
    return [
      ...(newDay ? [{ type: "day", at: message.at } as const] : []),
      ...(message.id === newFrom ? [{ type: "new" } as const] : []),
      { type: "message", message, first, last },
    ];
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
