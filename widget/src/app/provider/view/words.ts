import { t } from "../../i18n/provider";
import type { ChatWords } from "../../ui/ChatBox";
import type { ChatModel } from "../../ui/model";

/** A name, or what stands for it until the patient's page has told it. */
export function nameOf(name: string | null): string {
  return name ?? t("queue.unnamed");
}

export function chatWords({ name, departure, writing }: ChatModel): ChatWords {
  return {
    departed: departure === null ? null : [t(`departed.${departure}`, { name }), t("departed.erase")],
    empty: departure === null && t("chat.empty"),
    unwritable: unwritable(writing, name),
  };
}

function unwritable(writing: ChatModel["writing"], name: string): string | null {
  switch (writing) {
    case "allowed":
      return null;
    case "gone":
      return t("chat.gone", { name });
    case "not_first":
      return t("chat.notFirst", { name });
    default:
      return writing satisfies never;
  }
}
