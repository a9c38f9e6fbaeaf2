/** The relay on Node.js, with socket.io's own engine. */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { relay } from "./relay.mjs";

const http = createServer();
relay(new Server(http, { transports: ["websocket"], perMessageDeflate: false }));
http.listen(process.env.PORT, "127.0.0.1", () => console.log("ready"));
