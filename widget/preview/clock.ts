/** The preview's clock stands still, in the afternoon of one day in the reader's own time zone. */
export const NOW = new Date(2030, 2, 14, 15, 30).getTime();

Date.now = () => NOW;
