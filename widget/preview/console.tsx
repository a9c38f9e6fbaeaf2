import type { VNode } from "preact";
import type { RefusedRequest } from "../src/app/console/api";
import { Entrance, type Way } from "../src/app/console/view/Entrance";
import { Tools } from "../src/app/console/view/Tools";
import type { Console, Inside, Stage } from "../src/app/console/console";
import { harbor, longNamed } from "./fixtures";
import { base, Provider } from "./provider";

type Before = Exclude<Stage<Inside>, { readonly stage: "inside" }>;

const account = {
  name: "Dr. Elena Rivera",
  rooms: [
    { slug: "dr-rivera", name: "Dr. Elena Rivera", title: "Family medicine" },
    { slug: "dr-okafor", name: "Dr. Samuel Okafor", title: "Internal medicine" },
    { slug: "long", name: longNamed.name, title: longNamed.title },
  ],
  clinic: { ...harbor, accents: {}, emergencyLine: null },
  theme: "system",
  language: "",
} as const;
const because = (code: string): RefusedRequest => ({ code, retryAfter: null });

const stages: Readonly<Record<string, Before>> = {
  loading: { stage: "loading" },
  unreachable: { stage: "unreachable", problem: because("offline") },
  "sign-in": { stage: "sign_in", problem: null },
  "signed-out": { stage: "sign_in", problem: because("signed_out") },
  rooms: { stage: "rooms", account, problem: null },
  "no-rooms": { stage: "rooms", account: { ...account, rooms: [] }, problem: because("room_closed") },
};

const nothing = () => Promise.resolve();
const way: Way = {
  start: nothing,
  signIn: () => Promise.resolve(because("sign_in_failed")),
  signOut: () => Promise.resolve(null),
  enter: nothing,
  changeRoom: () => undefined,
} satisfies Pick<Console<Inside>, keyof Way>;

const nodes: Readonly<Record<string, VNode>> = {
  ...Object.fromEntries(
    Object.entries(stages).map(([name, stage]) => [
      name,
      <Entrance key={name} clinic={harbor} stage={stage} way={way} />,
    ]),
  ),
  room: (
    <Provider
      first={base}
      clinic={harbor}
      tools={<Tools rooms={account.rooms} way={way} holdsTheOnlyCopy={() => true} />}
    />
  ),
};

export const consoleStates = Object.fromEntries(
  Object.entries(nodes).map(([name, node]) => [
    `console-${name}`,
    async () => {
      await import("../src/app/console/view/console.css");
      return node;
    },
  ]),
);
