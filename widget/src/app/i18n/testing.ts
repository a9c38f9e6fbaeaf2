/** Has every test of the app begin in English, with all texts there. */
import "./console";
import "./patient";
import "./settings";
import { speak } from ".";

if (typeof document !== "undefined") await speak("en"); // some tests have no page
