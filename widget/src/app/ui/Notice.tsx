import type { ComponentChildren } from "preact";

interface Props {
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}

/** One thing to say, with what can be done about it, in the middle of the page. */
export function Notice({ title, text, children }: Props) {
  return (
    <div class="notice">
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
