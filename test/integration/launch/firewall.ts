import { createServer, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Config } from "../../../config/schema.ts";
import { readStackFile } from "../../../config/stack-file.ts";
import { listening, silenced } from "../../listening.ts";
import { passOn } from "../pass-on.ts";

/** Stands before the product as WAF does in AWS, and does what the stack file says of breakers at this moment. */
export class Firewall {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(stackFile: string, api: string): Promise<Firewall> {
    const server = createServer(async (request, response) => {
      const status = closed(stackFile, new URL(request.url ?? "/", api).pathname);
      if (status !== undefined) return void response.writeHead(status).end();
      const { status: passed, headers, body } = await passOn(api, request, await buffer(request));
      response.writeHead(passed, headers).end(body);
    });
    return new Firewall(server, await listening(server));
  }

  stop(): void {
    silenced(this.#server);
  }
}

/** What nobody may reach now; undefined lets through. */
function closed(stackFile: string, path: string): number | undefined {
  const read = readStackFile(stackFile);
  if ("mistakes" in read) return 500;
  const { demote, freeze } = read.config.breakers;
  const hit = demote.find((one) => one.path === path);
  if (hit) return hit.answer === "unavailable" ? 503 : 401;
  return freeze && !declared(read.config).includes(path) ? 503 : undefined;
}

/** Paths that a freeze leaves open: those of operations that are public, and of health. */
const declared = ({ services }: Config): readonly string[] =>
  Object.values(services).flatMap((one) =>
    one.kind === "api"
      ? [one.health.path, ...one.health.also, ...one.surface.public.map(({ path }) => path)]
      : [],
  );
