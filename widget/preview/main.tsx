/**
 * Every state of the apps, without a server: run `npx vite` in widget/ and open
 * /preview/?state=provider&theme=dark&lang=ar (without a state: a list of them all).
 */
import { render } from "preact";
import { speak } from "../src/app/i18n";
import { consoleStates } from "./console";
import { patientStates } from "./patient";
import { press, presses } from "./presses";
import { providerStates } from "./provider";

const query = new URLSearchParams(location.search);
const states = { ...patientStates, ...providerStates, ...consoleStates };

await speak(query.get("lang") ?? "en");
const direction = query.get("dir");
if (direction !== null) document.documentElement.dir = direction;
const asked = query.get("state") ?? "";
const [first, ...controls] = presses[asked] ?? [asked];
const chosen = states[first];
if (chosen === undefined) render(<Contents />, document.body);
else {
  render(await chosen(), document.body);
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
