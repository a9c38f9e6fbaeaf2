const PATHS = {
  more: "M12 5v.01M12 12v.01M12 19v.01",
  down: "M6 9.5l6 6 6-6",
  up: "M6 14.5l6-6 6 6",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  send: "M12 19V5.5M6 11.5l6-6 6 6",
  copy: "M10 9h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1zM5 15V6a1 1 0 0 1 1-1h9",
  latest: "M12 5v13.5M6 12.5l6 6 6-6",
  chat: "M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-8l-4.5 3.5V16H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z",
  call: "M5 7h8a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM15 11l6-3v8l-6-3",
  lock: "M8 11V8a4 4 0 0 1 8 0v3M7 11h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z",
  save: "M12 4.5v10M7.5 10.5l4.5 4.5 4.5-4.5M5 15.5v3a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-3",
  pencil: "M5 19l.8-3.6L15.6 5.6a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L8.6 18.2z",
  offline: "M4 4l16 16M5 12.5a10 10 0 0 1 4-2.3M13 10a10 10 0 0 1 6 2.5M8.5 16a5 5 0 0 1 7 0M12 19.5v.01",
  language: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4 12h16M12 4c-5 5-5 11 0 16M12 4c5 5 5 11 0 16",
  sending: "M12 8v4l2.5 1.5M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
  delivered: "M5.5 12.5l4 4 9-9",
  read: "M2.5 12.5l4 4 9-9M11.5 16l.5.5 9-9",
  failed: "M12 8v4.5M12 16v.01M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration only: what it means is said by the words or the label around it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" data-icon={name} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
