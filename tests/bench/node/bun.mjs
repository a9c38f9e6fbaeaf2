/** The relay on Bun, with the engine that socket.io has for it. */
import { Server as Engine } from "@socket.io/bun-engine";
import { Server } from "socket.io";
import { relay } from "./relay.mjs";

const io = new Server();
const engine = new Engine({ path: "/socket.io/" });
io.bind(engine);
relay(io);
Bun.serve({ hostname: "127.0.0.1", port: process.env.PORT, ...engine.handler() });
console.log("ready");
