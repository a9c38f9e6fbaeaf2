import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import type { ChatModel } from "./model";

/**
 * Says that a message has opened the box. The log cannot: it is new then, and screen readers announce only what is
 * added to a region they know. It stands outside of the box for the same reason.
 */
export function Announcer({ chat }: { readonly chat: ChatModel }) {
  const before = useRef(chat);
  const [said, say] = useState("");
  useEffect(() => {
    const { visit, state, messages } = before.current;
    const opened = visit === chat.visit && state === "minimized" && chat.state === "open";
    if (opened && chat.messages.length > messages.length) say(t("chat.opened", { name: chat.name }));
    if (chat.state === "minimized") say("");
    before.current = chat;
  }, [chat]);
  return (
    <p class="unseen" aria-live="polite">
      {said}
    </p>
  );
}
