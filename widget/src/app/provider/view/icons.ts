/** What only the provider's side shows, in the way of ui/icons.ts. */
export const MORE = "M12 5v.01M12 12v.01M12 19v.01";
export const SAVE = "M12 4.5v10M7.5 10.5l4.5 4.5 4.5-4.5M5 15.5v3a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-3";
export const PENCIL = "M5 19l.8-3.6L15.6 5.6a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L8.6 18.2z";
export const PREVIOUS = "M9 14L4.5 9.5 9 5M5 9.5h9a5 5 0 0 1 0 10h-3";
export const BACK = "M19 12H5.5M11 6l-6 6 6 6";
export const INFORMATION = "M12 11v5.5M12 7.5v.01M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z";
