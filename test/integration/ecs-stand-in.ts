import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Moto } from "./moto.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What one ECS operation answers here; `forward` asks moto, with other fields where they are given. */
export type Play = (input: Fields, forward: (instead?: Fields) => Promise<Fields>) => unknown;

/** An answer with an error's name in it. */
export class EcsRefusal extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const target = "AmazonEC2ContainerServiceV20141113.";

/**
 * Stands before moto and answers those ECS operations that moto lacks or plays too simply; every other call, of ECS and
 * of all other services, is moto's own. ECS speaks JSON, with times in seconds since 1970.
 */
export class EcsStandIn {
  /** ECS operations that were asked for, here or of moto, with their fields. */
  readonly calls: { readonly operation: string; readonly input: Fields }[] = [];
  readonly #moto: Moto;
  readonly #plays: Readonly<Record<string, Play>>;
  readonly #server: Server;
  #endpoint = "";

  private constructor(moto: Moto, plays: Readonly<Record<string, Play>>) {
    this.#moto = moto;
    this.#plays = plays;
    this.#server = createServer((request, response) => {
      this.#answer(request)
        .catch((error: unknown) => refused(error))
        .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
    });
  }

  static async start(moto: Moto, plays: Readonly<Record<string, Play>>): Promise<EcsStandIn> {
    const made = new EcsStandIn(moto, plays);
    made.#server.listen(0, "127.0.0.1");
    await once(made.#server, "listening");
    const address = made.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    made.#endpoint = `http://127.0.0.1:${address.port}`;
    return made;
  }

  /** For a client of the SDK. */
  get client() {
    return { ...this.#moto.client, endpoint: this.#endpoint };
  }

  /** For a process that makes its clients itself. */
  get environment(): Readonly<Record<string, string>> {
    return { ...this.#moto.environment, AWS_ENDPOINT_URL: this.#endpoint };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage) {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const asked = request.headers["x-amz-target"];
    if (typeof asked !== "string" || !asked.startsWith(target)) return this.#forward(request, body);

    const operation = asked.slice(target.length);
    const input: Fields = JSON.parse(body.toString("utf8"));
    this.calls.push({ operation, input });
    const play = Object.hasOwn(this.#plays, operation) ? this.#plays[operation] : undefined;
    if (play === undefined) return this.#forward(request, body);
    const output = await play(input, async (instead = input) => {
      const answer = await this.#forward(request, Buffer.from(JSON.stringify(instead)));
      const fields = JSON.parse(answer.body.toString("utf8"));
      if (answer.status >= 400) throw new EcsRefusal(fields.__type, fields.message ?? "");
      return fields;
    });
    return json(200, output);
  }

  async #forward({ method = "GET", url = "/", headers: given }: IncomingMessage, body: Buffer) {
    const headers = Object.entries(given).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" && !hopByHop.includes(name) ? [[name, value]] : [],
    );
    const sent = ["GET", "HEAD"].includes(method) ? {} : { body: new Uint8Array(body) };
    const answer = await fetch(`${this.#moto.endpoint}${url}`, { method, headers, ...sent });
    return {
      status: answer.status,
      headers: Object.fromEntries([...answer.headers].filter(([name]) => !hopByHop.includes(name))),
      body: Buffer.from(await answer.arrayBuffer()),
    };
  }
}

/** `fetch` and the server here write these themselves; what `fetch` has unpacked is packed no more. */
const hopByHop = [
  "connection",
  "content-encoding",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "transfer-encoding",
];

const json = (status: number, output: unknown) => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1" } as Record<string, string>,
  body: Buffer.from(JSON.stringify(output)),
});

function refused(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  return json(400, { __type: error instanceof EcsRefusal ? error.type : "ServerException", message });
}
