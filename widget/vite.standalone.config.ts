import { defineConfig } from "vite";
import { patientPage } from "./vite/patient.ts";

/** What patients see at an address of their room's own. */
export default defineConfig(patientPage("standalone"));
