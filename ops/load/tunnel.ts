import { once } from "node:events";
import { createServer, isIP } from "node:net";
import { connect } from "node:tls";

/** A port of this machine behind which an HTTPS origin is, spoken to in plain HTTP. */
export interface Tunnel {
  readonly url: string;
  close(): void;
}

/**
 * The load generator takes any certificate, and what it sends may carry a token. So TLS is spoken here, where a server
 * that cannot show whose it is gets nothing.
 */
export async function tunnelTo(origin: string): Promise<Tunnel> {
  const { protocol, hostname, port } = new URL(origin);
  if (protocol === "http:") return { url: origin, close: () => undefined };
  const server = createServer((near) => {
    const named = isIP(hostname) === 0 ? { servername: hostname } : {};
    const far = connect({ host: hostname, port: Number(port || 443), ...named });
    // Whatever the one end meets, the other must see as a broken connection, which counts as no answer.
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.setNoDelay(true);
      one.on("error", () => (other === near ? near.resetAndDestroy() : other.destroy()));
      one.on("close", () => other.destroy());
      one.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port for the load generator");
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() };
}
