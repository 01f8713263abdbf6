import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { listening, silenced } from "../listening.ts";

export interface Call {
  readonly operation: string;
  readonly body: string;
}
/** What an operation answers: its output, or an error's name and message. */
export type Answer = (call: Call) => unknown;

export class Refusal extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** AWS as one test needs it: what each operation answers, and what was asked. JSON as it is, and texts for the older XML. */
export class FakeAws {
  readonly calls: Call[] = [];
  readonly #server;
  #port = 0;

  private constructor(answers: Readonly<Record<string, Answer>>) {
    this.#server = createServer(async (request, response) => {
      const call = await read(request);
      this.calls.push(call);
      const answer = answers[call.operation];
      try {
        if (answer === undefined) throw new Refusal("UnknownOperation", call.operation);
        const output = await answer(call);
        response.end(typeof output === "string" ? output : JSON.stringify(output));
      } catch (error) {
        const type = error instanceof Refusal ? error.type : "InternalFailure";
        const message = error instanceof Error ? error.message : "";
        response.writeHead(400).end(JSON.stringify({ __type: type, message }));
      }
    });
  }

  static async start(answers: Readonly<Record<string, Answer>>): Promise<FakeAws> {
    const fake = new FakeAws(answers);
    fake.#port = await listening(fake.#server);
    return fake;
  }

  /** For a client of the SDK; nothing is tried twice. */
  get client() {
    return {
      endpoint: `http://127.0.0.1:${this.#port}`,
      region: "eu-central-1",
      credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
      maxAttempts: 1,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    silenced(this.#server);
  }
}

/** JSON names the operation in a header, the older protocol in the form it posts. */
async function read(request: IncomingMessage): Promise<Call> {
  const body = await text(request);
  const target = request.headers["x-amz-target"];
  const operation =
    typeof target === "string" ? target.split(".").at(-1) : new URLSearchParams(body).get("Action");
  return { operation: operation ?? "", body };
}
