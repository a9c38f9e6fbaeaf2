/**
 * A reliable, ordered stream of contents to and from one other page, as values. What is posted keeps a number from 1 and
 * stays until the other page says that it has taken everything up to it; what comes is taken once, and in order only.
 */

export interface Numbered<Content> {
  readonly seq: number;
  readonly content: Content;
}

/** What goes in one letter. `seq`: the number of the first. */
export interface Batch<Content> {
  readonly seq: number;
  readonly contents: readonly Content[];
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

/**
 * What to hand to the connection next; null when there is nothing, or enough is on its way. One letter takes as much as fits, by
 * what `sizeOf` gives for each, and at least one.
 */
export function nextToSend<Content>(
  link: Link<Content>,
  sizeOf: (content: Content) => number,
  room: number,
): Batch<Content> | null {
  const due = link.waiting.slice(0, WINDOW).filter(({ seq }) => seq > link.sent);
  const [first] = due;
  if (first === undefined) return null;
  let left = room;
  const contents = due.map(({ content }) => content);
  const end = contents.findIndex((content, index) => (left -= sizeOf(content)) < 0 && index > 0);
  return { seq: first.seq, contents: end < 0 ? contents : contents.slice(0, end) };
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

/** Of what came with numbers from `seq`, takes what is next. What is early or came before is not: the other page sends again. */
export function take<Content, Taken>(
  link: Link<Content>,
  { seq, contents }: Batch<Taken>,
): { readonly link: Link<Content>; readonly news: readonly Taken[] } {
  const known = link.taken + 1 - seq;
  const news = known < 0 ? [] : contents.slice(known);
  return { link: { ...link, taken: link.taken + news.length }, news };
}
