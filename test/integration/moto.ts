import { freePort, Server } from "./server.ts";
import { commandOf } from "./tools.ts";

export const account = "123456789012";
export const region = "eu-central-1";

/** AWS as moto plays it, in a process of its own and with nobody else's data. */
export class Moto {
  readonly endpoint: string;
  readonly #server: Server;

  private constructor(endpoint: string, server: Server) {
    this.endpoint = endpoint;
    this.#server = server;
  }

  static async start(): Promise<Moto> {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const ready = async () => (await fetch(`${endpoint}/moto-api/data.json`)).ok;
    const [program, ...first] = commandOf("moto_server");
    const server = await Server.start(
      [program, ...first, "-H", "127.0.0.1", "-p", String(port)],
      ready,
      60_000,
    );
    // Functions of moto's own would run in Docker; here a call of one only succeeds.
    await fetch(`${endpoint}/moto-api/config`, {
      method: "POST",
      body: JSON.stringify({ lambda: { use_docker: false } }),
    });
    return new Moto(endpoint, server);
  }

  /** For a client of the SDK. */
  get client() {
    return {
      endpoint: this.endpoint,
      region,
      credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    };
  }

  /** For a process that makes its clients itself. */
  get environment(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
    };
  }

  /** Forgets everything. */
  async reset(): Promise<void> {
    await fetch(`${this.endpoint}/moto-api/reset`, { method: "POST" });
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }
}
