import { defineConfig } from "vite";
import { patientPage } from "./vite/patient.ts";

/** What patients see in a panel on their clinic's page. */
export default defineConfig(patientPage("embedded"));
