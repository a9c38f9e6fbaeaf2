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

/** Messages that stand together, and what has to be known of the others to draw them. */
export interface Part {
  readonly messages: readonly Message[];
  /** The message that the line above new messages belongs to. */
  readonly newFrom: string | null;
  /** The messages that stand before and after these in the conversation. */
  readonly before?: Message | undefined;
  readonly after?: Message | undefined;
}

export function timeline({ messages, newFrom, before, after }: Part): readonly TimelineItem[] {
  const all = [before, ...messages, after];
  const days = all.map((each) => each && startOfDay(each.at));
  const isNewDay = (index: number) => days[index] !== days[index - 1];
  const isApart = (index: number) => {
    const [before, after] = [all[index - 1], all[index]];
    return !before || !after || after.id === newFrom || isNewDay(index) || !together(before, after);
  };
  return messages.flatMap((message, index): readonly TimelineItem[] => {
    const newDay = isNewDay(index + 1);
    const [first, last] = [isApart(index + 1), isApart(index + 2)];
    return [
      ...(newDay ? [{ type: "day", at: message.at } as const] : []),
      ...(message.id === newFrom ? [{ type: "new" } as const] : []),
      { type: "message", message, first, last },
    ];
  });
}

/** Of messages of one day. */
function together(before: Message, after: Message): boolean {
  return (
    before.direction === after.direction && before.by === after.by && after.at - before.at < GROUP_WITHIN
  );
}
