/** Texts that both sides share. A side's own module adds that side's texts, so that neither downloads the other's. */
import { LANGUAGE, shared } from "./en";
import { translator } from "./translate";

export const t = translator(LANGUAGE, shared);
