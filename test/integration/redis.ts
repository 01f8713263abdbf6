import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@redis/client";
import { type Certificate, certificateIn } from "./certificate.ts";
import { freePort, Server } from "./server.ts";
import { commandOf } from "./tools.ts";

const administrator = { username: "administrator", password: "administers-this-test-alone" };

/** Signs in with a client that ends instead of trying again. */
export async function connected(
  options: { readonly username: string; readonly password: string },
  port: number,
  { pem }: Certificate,
) {
  const client = createClient({
    ...options,
    socket: { host: "localhost", port, tls: true, ca: pem, connectTimeout: 5_000, reconnectStrategy: false },
  });
  client.on("error", () => {});
  try {
    return await client.connect();
  } catch (error) {
    client.destroy();
    throw error;
  }
}

/** Redis as ElastiCache runs it: TLS and nothing else, users with rights of their own, nobody by default. */
export class Redis {
  readonly port: number;
  readonly certificate: Certificate;
  readonly #server: Server;
  readonly #folder: string;
  readonly #administrator: Awaited<ReturnType<typeof connected>>;

  private constructor(
    port: number,
    certificate: Certificate,
    server: Server,
    folder: string,
    client: Awaited<ReturnType<typeof connected>>,
  ) {
    this.port = port;
    this.certificate = certificate;
    this.#server = server;
    this.#folder = folder;
    this.#administrator = client;
  }

  static async start(): Promise<Redis> {
    const folder = mkdtempSync(join(tmpdir(), "golive-redis-"));
    let server: Server | undefined;
    try {
      const certificate = certificateIn(folder);
      const port = await freePort();
      const file = join(folder, "redis.conf");
      writeFileSync(
        file,
        [
          "bind 127.0.0.1",
          "port 0",
          `tls-port ${port}`,
          `tls-cert-file ${certificate.certificateFile}`,
          `tls-key-file ${certificate.keyFile}`,
          "tls-auth-clients no",
          'save ""',
          `dir ${folder}`,
          "user default off",
          `user ${administrator.username} on >${administrator.password} ~* &* +@all`,
        ].join("\n"),
        { mode: 0o600 },
      );
      const signIn = () => connected(administrator, port, certificate);
      const ready = async () => {
        (await signIn()).destroy();
        return true;
      };
      server = await Server.start([...commandOf("redis-server"), file], ready);
      return new Redis(port, certificate, server, folder, await signIn());
    } catch (error) {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The user's passwords become exactly these, as ElastiCache's ModifyUser does it. */
  async accept(user: string, passwords: readonly string[]): Promise<void> {
    const rules = ["on", "resetpass", ...passwords.map((password) => `>${password}`), "~*", "&*", "+@all"];
    await this.#administrator.sendCommand(["ACL", "SETUSER", user, ...rules, "-@dangerous"]);
  }

  /** Nothing is kept any more, except who may what. */
  async forget(): Promise<void> {
    await this.#administrator.flushAll();
  }

  /** Everything the server printed. */
  get printed(): string {
    return this.#server.printed;
  }

  async stop(): Promise<void> {
    this.#administrator.destroy();
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
