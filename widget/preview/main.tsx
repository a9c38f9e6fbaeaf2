/**
 * Every state of both apps, without a server: run `npx vite` in widget/ and open
 * /preview/?state=provider&theme=dark&dir=rtl (without a state: a list of them all).
 */
import { render } from "preact";
import { patientStates } from "./patient";
import { providerStates } from "./provider";

const query = new URLSearchParams(location.search);
const states = { ...patientStates, ...providerStates };

document.documentElement.dir = query.get("dir") ?? "ltr";
const chosen = states[query.get("state") ?? ""];
if (chosen === undefined) render(<Contents />, document.body);
else {
  render(await chosen(), document.body);
  const theme = query.get("theme");
  if (theme !== null) document.documentElement.dataset["theme"] = theme;
}

function Contents() {
  return (
    <ul>
      {Object.keys(states).map((name) => (
        <li key={name}>
          <a href={`?state=${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
