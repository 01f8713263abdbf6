import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Server } from "node:net";

/** Lets a server of this process listen on a port of 127.0.0.1 that nobody else has, and says which. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Ends it, whoever is still connected. */
export function silenced(server: HttpServer | HttpsServer): void {
  server.closeAllConnections();
  server.close();
}
