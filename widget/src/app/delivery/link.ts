/**
 * A reliable, ordered stream of contents to and from one other page, as values. What is posted keeps a number from 1 and
 * stays until the other page says that it has taken everything up to it; what comes is taken once, and in order only.
 */

export interface Numbered<Content> {
  readonly seq: number;
  readonly content: Content;
}

export interface Link<Content> {
  /** Posted, not yet acknowledged by the other page; in order. */
  readonly waiting: readonly Numbered<Content>[];
  readonly nextSeq: number;
  /** The last number handed to the connection since the stream was last rewound. */
  readonly sent: number;
  /** The last number taken from the other page. */
  readonly taken: number;
}

/** How many may be on their way at once: enough for a burst, few enough not to flood a page that comes back. */
export const WINDOW = 32;

export function newLink<Content>(): Link<Content> {
  return { waiting: [], nextSeq: 1, sent: 0, taken: 0 };
}

export function post<Content>(link: Link<Content>, content: Content): Link<Content> {
  return {
    ...link,
    waiting: [...link.waiting, { seq: link.nextSeq, content }],
    nextSeq: link.nextSeq + 1,
  };
}

/** The next one to hand to the connection; null when there is none, or enough are on their way. */
export function nextToSend<Content>(link: Link<Content>): Numbered<Content> | null {
  return link.waiting.slice(0, WINDOW).find(({ seq }) => seq > link.sent) ?? null;
}

export function markSent<Content>(link: Link<Content>, seq: number): Link<Content> {
  return { ...link, sent: Math.max(link.sent, seq) };
}

/** Everything not acknowledged is to be sent again, from the first. */
export function rewind<Content>(link: Link<Content>): Link<Content> {
  return { ...link, sent: 0 };
}

/** The other page has taken everything up to `ack`. Gives the contents that this was news for. */
export function acknowledge<Content>(
  link: Link<Content>,
  ack: number,
): { readonly link: Link<Content>; readonly arrived: readonly Content[] } {
  const arrived = link.waiting.filter(({ seq }) => seq <= ack).map(({ content }) => content);
  if (arrived.length === 0) return { link, arrived };
  return { link: { ...link, waiting: link.waiting.filter(({ seq }) => seq > ack) }, arrived };
}

/** Whether what came with this number is to be taken. What is early or came before is not: the other page sends again. */
export function isNext<Content>(link: Link<Content>, seq: number): boolean {
  return seq === link.taken + 1;
}

export function take<Content>(link: Link<Content>, seq: number): Link<Content> {
  return isNext(link, seq) ? { ...link, taken: seq } : link;
}
