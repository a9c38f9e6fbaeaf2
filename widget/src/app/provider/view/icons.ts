/** What only the provider's side shows, in the way of ui/icons.ts. */
export const MORE = "M12 5v.01M12 12v.01M12 19v.01";
export const SAVE = "M12 4.5v10M7.5 10.5l4.5 4.5 4.5-4.5M5 15.5v3a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-3";
export const PENCIL = "M5 19l.8-3.6L15.6 5.6a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L8.6 18.2z";
