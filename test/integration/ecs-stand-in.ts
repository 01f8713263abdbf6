import { createServer, type IncomingMessage, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import { listening, silenced } from "../listening.ts";
import type { Moto } from "./moto.ts";
import { type Passed, passOn } from "./pass-on.ts";

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
    made.#endpoint = `http://127.0.0.1:${await listening(made.#server)}`;
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
    silenced(this.#server);
  }

  async #answer(request: IncomingMessage): Promise<Passed> {
    const body = await buffer(request);
    const asked = request.headers["x-amz-target"];
    if (typeof asked !== "string" || !asked.startsWith(target))
      return passOn(this.#moto.endpoint, request, body);

    const operation = asked.slice(target.length);
    const input: Fields = JSON.parse(body.toString("utf8"));
    this.calls.push({ operation, input });
    const play = Object.hasOwn(this.#plays, operation) ? this.#plays[operation] : undefined;
    if (play === undefined) return passOn(this.#moto.endpoint, request, body);
    const output = await play(input, async (instead = input) => {
      const answer = await passOn(this.#moto.endpoint, request, Buffer.from(JSON.stringify(instead)));
      const fields = JSON.parse(answer.body.toString("utf8"));
      if (answer.status >= 400) throw new EcsRefusal(fields.__type, fields.message ?? "");
      return fields;
    });
    return json(200, output);
  }
}

const json = (status: number, output: unknown): Passed => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: Buffer.from(JSON.stringify(output)),
});

function refused(error: unknown): Passed {
  const message = error instanceof Error ? error.message : String(error);
  return json(400, { __type: error instanceof EcsRefusal ? error.type : "ServerException", message });
}
