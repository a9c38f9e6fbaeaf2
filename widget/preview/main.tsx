/**
 * Every state of the apps, without a server: run `npx vite` in widget/ and open
 * /preview/?state=provider-queue&theme=dark&lang=ar (without a state: a list of them all). `still` stops what moves, for
 * pictures; `--brand-accent-light=…` and its like are a clinic's colours.
 */
import "./clock";
import { render } from "preact";
import { speak } from "../src/app/i18n";
import { wear } from "../src/app/ui/theme";
import { consoleStates } from "./console";
import { patientStates } from "./patient";
import { press, presses } from "./presses";
import { providerStates } from "./provider";

const root = document.body.appendChild(document.createElement("div"));
root.id = "app";
const query = new URLSearchParams(location.search);
const states = { ...patientStates, ...providerStates, ...consoleStates };

await speak(query.get("lang") ?? "en");
const direction = query.get("dir");
if (direction !== null) document.documentElement.dir = direction;
wear(Object.fromEntries([...query].filter(([name]) => name.startsWith("--brand-"))));
if (query.has("still")) await import("./still.css");
const asked = query.get("state") ?? "";
const [first, ...controls] = presses[asked] ?? [asked];
const chosen = states[first];
if (chosen === undefined) render(<Contents />, root);
else {
  render(await chosen(), root);
  const theme = query.get("theme");
  if (theme !== null) document.documentElement.dataset["theme"] = theme;
  for (const control of controls) await press(control);
  document.documentElement.dataset["state"] = asked; // it is there now, for those who wait
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
