/** What the icons are drawn with: paths in a square of 24. One by one, so that a page has those that it shows. */
export const DOWN = "M6 9.5l6 6 6-6";
export const UP = "M6 14.5l6-6 6 6";
export const CLOSE = "M6.5 6.5l11 11M17.5 6.5l-11 11";
export const SEND = "M12 19V5.5M6 11.5l6-6 6 6";
export const COPY =
  "M10 9h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1zM5 15V6a1 1 0 0 1 1-1h9";
export const LATEST = "M12 5v13.5M6 12.5l6 6 6-6";
export const CHAT = "M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-8l-4.5 3.5V16H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z";
export const CALL = "M5 7h8a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM15 11l6-3v8l-6-3";
export const LOCK =
  "M8 11V8a4 4 0 0 1 8 0v3M7 11h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z";
export const OFFLINE =
  "M4 4l16 16M5 12.5a10 10 0 0 1 4-2.3M13 10a10 10 0 0 1 6 2.5M8.5 16a5 5 0 0 1 7 0M12 19.5v.01";
export const LANGUAGE = "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4 12h16M12 4c-5 5-5 11 0 16M12 4c5 5 5 11 0 16";
export const SENDING = "M12 8v4l2.5 1.5M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z";
export const DELIVERED = "M5.5 12.5l4 4 9-9";
export const READ = "M2.5 12.5l4 4 9-9M11.5 16l.5.5 9-9";
export const FAILED = "M12 8v4.5M12 16v.01M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z";
