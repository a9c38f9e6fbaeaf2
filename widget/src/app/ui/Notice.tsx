import type { ComponentChildren } from "preact";

interface Props {
  readonly title: string;
  readonly text: string;
  /** Where nothing above it is a heading, it is the page's first. */
  readonly heading?: "h1" | "h2";
  readonly children?: ComponentChildren;
}

/** One thing to say, with what can be done about it, in the middle of the page. */
export function Notice({ title, text, heading: Heading = "h2", children }: Props) {
  return (
    <div class="notice">
      <Heading>{title}</Heading>
      <p>{text}</p>
      {children}
    </div>
  );
}
