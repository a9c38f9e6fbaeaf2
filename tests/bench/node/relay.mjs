/**
 * What the JavaScript peers share: a waiting room's relay as one would write it with socket.io, speaking the product's
 * protocol (docs/protocol.md). Plain maps, direct sockets, nothing awaited: it is meant to be fast.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { commandIsSound, helloIsSound } from "./shapes.mjs";

const { SECRET } = process.env;
const VERSION = 1;

/** What is live, by slug: visits with the page of each, and the providers' pages. */
const rooms = new Map();
/** The socket of each page, by the page's id. */
const sockets = new Map();
let visitsSoFar = 0;

/** Adds both namespaces to a socket.io server. */
export function relay(io) {
  for (const role of ["patient", "provider"]) {
    const namespace = io.of(`/${role}`);
    namespace.use((socket, next) => {
      const code = refusal(role, socket);
      next(code === null ? undefined : Object.assign(new Error(code), { data: { code } }));
    });
    namespace.on("connection", role === "patient" ? patientArrives : providerArrives);
  }
}

/** Checks who connects, and notes it on the socket. Returns an error code, or null. */
function refusal(role, socket) {
  const hello = socket.handshake.auth;
  if (!helloIsSound(hello)) return "bad_hello";
  if (hello.version !== VERSION) return "version_unsupported";
  const token = readToken(hello.token);
  if (token === null) return "token_invalid";
  if (token.expiresAt < Date.now()) return "token_expired";
  if (token.room !== hello.room) return "token_other_room";
  if (token.role !== role) return "token_wrong_role";
  const id = createHash("sha256").update(Buffer.from(hello.key, "base64url")).digest("base64url");
  socket.data = { room: roomOf(hello.room), page: { id, key: hello.key }, visit: null };
  return null;
}

/** The claims of a token `claims.signature`, both in base64url; null for one that we did not sign. */
function readToken(text) {
  const [claims, signature] = text.split(".");
  if (signature === undefined) return null;
  const expected = createHmac("sha256", SECRET).update(claims).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return JSON.parse(Buffer.from(claims, "base64url").toString());
}

function roomOf(slug) {
  let room = rooms.get(slug);
  if (room === undefined) rooms.set(slug, (room = { visits: new Map(), team: new Map() }));
  return room;
}

function patientArrives(socket) {
  const { room, page } = socket.data;
  const visit = { id: String(++visitsSoFar).padStart(22, "0"), page };
  socket.data.visit = visit.id;
  room.visits.set(visit.id, visit);
  seat(socket, () => room.visits.delete(visit.id));
  socket.emit("event", {
    type: "patient_snapshot",
    now: Date.now(),
    visit: { id: visit.id },
    team: [...room.team.values()],
  });
  for (const provider of room.team.keys())
    sockets.get(provider).emit("event", { type: "visit_changed", visit });
}

function providerArrives(socket) {
  const { room, page } = socket.data;
  room.team.set(page.id, page);
  seat(socket, () => room.team.delete(page.id));
  const visits = [...room.visits.values()];
  socket.emit("event", {
    type: "provider_snapshot",
    now: Date.now(),
    page: page.id,
    visits,
    team: [...room.team.values()],
  });
}

function seat(socket, leave) {
  const { id } = socket.data.page;
  sockets.set(id, socket);
  socket.on("command", (command, acknowledge) => acknowledge?.(carryOut(socket, command)));
  socket.on("disconnect", () => {
    sockets.delete(id);
    leave();
  });
}

function carryOut(socket, command) {
  if (!commandIsSound(command)) return { type: "refused", code: "bad_command" };
  if (!mayWrite(socket.data, command)) return { type: "refused", code: "not_allowed" };
  const { visit, to, seq, sealed } = command;
  sockets.get(to).emit("event", { type: "relayed", visit, sender: socket.data.page.id, seq, sealed });
  return { type: "accepted", call: null };
}

/** A patient writes to the room's providers about the own visit; a provider to its page, or to colleagues about it. */
function mayWrite({ room, visit }, command) {
  if (visit !== null) return command.visit === visit && room.team.has(command.to);
  const about = room.visits.get(command.visit);
  return about !== undefined && (about.page.id === command.to || room.team.has(command.to));
}
