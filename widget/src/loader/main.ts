/** `/widget.js`. Including it twice is harmless: the first one stays. */
import { include } from "./include";

include(document.currentScript, (address) => import(/* @vite-ignore */ address));
