import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { listening, silenced } from "../../listening.ts";
import { certificateIn } from "../certificate.ts";

const host = "tracker.example";

/** Error tracking as Sentry's protocol asks for it, over TLS, at a name that only processes with `environment` find. */
export class Tracker {
  readonly origin: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Paths that were asked for. */
  readonly asked: string[];
  readonly #server: Server;

  private constructor(
    server: Server,
    port: number,
    asked: string[],
    environment: Readonly<Record<string, string>>,
  ) {
    this.#server = server;
    this.asked = asked;
    this.origin = `https://${host}:${port}`;
    const dsn = `https://0a1b2c3d4e5f60718293a4b5c6d7e8f9@${host}:${port}/1`;
    this.environment = { ...environment, SENTRY_DSN: dsn, PAGES_SENTRY_DSN: dsn };
  }

  static async start(folder: string): Promise<Tracker> {
    const certificate = certificateIn(folder, host);
    const names = join(folder, "names.mjs");
    writeFileSync(
      names,
      `import dns from "node:dns";
const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(name === "${host}" ? "127.0.0.1" : name, ...rest);
`,
    );
    const asked: string[] = [];
    const server = createServer(
      { key: readFileSync(certificate.keyFile), cert: certificate.pem },
      async (request, response) => {
        await text(request);
        asked.push(request.url ?? "");
        response.end("{}");
      },
    );
    return new Tracker(server, await listening(server), asked, {
      NODE_EXTRA_CA_CERTS: certificate.certificateFile,
      NODE_OPTIONS: `--import=${names}`,
    });
  }

  stop(): void {
    silenced(this.#server);
  }
}
