/**
 * Every state of the apps, without a server: run `npx vite` in widget/ and open
 * /preview/?state=provider-queue&theme=dark&lang=ar (without a state: a list of them all). `still` stops what moves, for
 * pictures; `--brand-accent-light=…` and its like are a clinic's colours.
 */
import "./clock";
import "./fonts.css";
import "../src/app/ui/styles/theme.css";
import { render } from "preact";
import { speak } from "../src/app/i18n";
import { wear } from "../src/app/ui/theme";
import { consoleStates } from "./console";
import { patientStates } from "./patient";
import { press, presses } from "./presses";
import { providerStates } from "./provider";

/** What the apps load only when it is drawn is in this build from the start: no picture may be taken before it is there. */
import.meta.glob(
  [
    "../src/app/i18n/catalogs/*/*.ts",
    "../src/app/**/{CopyButton,Documenting,Elsewhere,LineForm,Meanwhile,ShortcutsDialog,SoundSwitch}.tsx",
  ],
  { eager: true },
);

const root = document.body.appendChild(document.createElement("div"));
root.id = "app";
const query = new URLSearchParams(location.search);
const states = { ...patientStates, ...providerStates, ...consoleStates };

await Promise.all([...document.fonts].map((font) => font.load())); // before anything is measured
await speak(query.get("lang") ?? "en");
const { documentElement } = document;
const direction = query.get("dir") ?? documentElement.dir;
wear(Object.fromEntries([...query].filter(([name]) => name.startsWith("--brand-"))));
if (query.has("still")) await import("./still.css");
Object.assign(window, { show });
const asked = query.get("state") ?? "";
if (asked in { ...states, ...presses }) await show(asked);
else render(<Contents />, root);

/** Puts a state in the place of what is there; on `window` for tests that go through many without a load for each. */
async function show(name: string): Promise<void> {
  const [first, ...controls] = presses[name] ?? [name];
  const chosen = states[first];
  if (chosen === undefined) throw new Error(`there is no state ${name}`);
  render(null, root);
  delete documentElement.dataset["state"];
  documentElement.dir = direction;
  documentElement.dataset["theme"] = query.get("theme") ?? "system";
  scrollTo(0, 0);
  render(await chosen(), root);
  for (const control of controls) await press(control);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); // what runs after a frame: Preact's effects
  documentElement.dataset["state"] = name; // it is there now, for those who wait
}

function Contents() {
  return (
    <ul>
      {Object.keys({ ...states, ...presses }).map((name) => (
        <li key={name}>
          <a href={`?state=${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
