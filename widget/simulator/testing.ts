/** Helpers for tests: events, and typed access to the responses of a `World`. */
import type { Event, Load, Look, Output } from "./protocol";
import type { World } from "./world";

export const ORIGIN = "https://clinic.example";

export function load(page: string, more: Partial<Load> = {}): Load {
  const role = more.role ?? "patient";
  return {
    type: "load",
    page,
    tab: `${page}/1`,
    role,
    config: {
      room: "hall",
      role,
      standalone: false,
      origins: [ORIGIN],
      roomInfo: { name: "Dr. Rivera", title: "", open: true, walkIns: true, passcode: false },
      clinic: { name: "Clinic", logo: null, accents: {}, emergencyLine: null },
    },
    host: { token: "token", name: "Ana", lang: null },
    skew: 0,
    visible: true,
    ...more,
  };
}

export interface Stepped {
  readonly out: readonly Output[];
  readonly at: number;
  readonly next: number | null;
}

export async function step(world: World, at: number, ...events: readonly Event[]): Promise<Stepped> {
  const response = await world.answer({ do: "step", at, events });
  if (!("out" in response)) throw new Error("not stepped");
  return response;
}

export async function lookAt(world: World, page: string): Promise<Look> {
  const response = await world.answer({ do: "look", pages: [page] });
  const look = "pages" in response ? response.pages[page] : undefined;
  if (look === undefined) throw new Error(`no page ${page}`);
  return look;
}

/** The outputs of one type. */
export function only<Type extends Output["type"]>(
  { out }: Stepped,
  type: Type,
): readonly Extract<Output, { type: Type }>[] {
  return out.filter((each): each is Extract<Output, { type: Type }> => each.type === type);
}
