import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/**
 * RDS as moto plays it, and what it lacks: ModifyDBProxy, which is only remembered, and that what is restored has no
 * secret of its owner. All changes are remembered, in order.
 */
export class RdsProxyChanges {
  readonly url: string;
  /** What was asked for that changes something: the action, and its parameters. */
  readonly changes: { readonly action: string; readonly parameters: URLSearchParams }[] = [];
  /** Called before a change is made; throws where the test wants the command to fail there. */
  before: (action: string, parameters: URLSearchParams) => boolean = () => true;
  readonly #server;

  private constructor(server: ReturnType<typeof createServer>, url: string) {
    this.#server = server;
    this.url = url;
  }

  static async start(moto: string): Promise<RdsProxyChanges> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const made = new RdsProxyChanges(server, `http://127.0.0.1:${address.port}`);
    server.on("request", (request, response) => void made.#answer(request, response, moto));
    return made;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  reset(): void {
    this.changes.length = 0;
    this.before = () => true;
  }

  /** The names of the changes, with what they change. */
  get actions(): readonly string[] {
    return this.changes.map(({ action, parameters }) => {
      const to = parameters.get("NewDBInstanceIdentifier") ?? parameters.get("NewDBClusterIdentifier");
      const manages = parameters.get("ManageMasterUserPassword") === "true" ? " owner" : "";
      return `${action}${to ? ` ${to}` : ""}${manages}`;
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse, moto: string): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString("utf8");
    const parameters = new URLSearchParams(body);
    const action = parameters.get("Action") ?? "";
    const xml = { "content-type": "text/xml" };
    if (!/^(Describe|List)/.test(action)) {
      if (!this.before(action, parameters)) {
        response
          .writeHead(400, xml)
          .end(
            "<ErrorResponse><Error><Code>InvalidParameterValue</Code><Message>a test</Message></Error></ErrorResponse>",
          );
        return;
      }
      this.changes.push({ action, parameters });
    }
    if (action === "ModifyDBProxy") {
      response
        .writeHead(200, xml)
        .end("<ModifyDBProxyResponse><ModifyDBProxyResult/></ModifyDBProxyResponse>");
      return;
    }
    const headers = Object.entries(request.headers).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" && !["host", "content-length", "connection"].includes(key)
        ? [[key, value]]
        : [],
    );
    const pass = (text: string) => fetch(moto, { method: "POST", headers, body: text });
    const passed = await pass(body);
    const text = await passed.text();
    if (passed.ok && action.startsWith("RestoreDB")) await pass(withoutOwner(parameters));
    response.writeHead(passed.status, xml).end(text);
  }
}

/** A restored database has its owner's password of then, and nobody keeps that as a secret. */
function withoutOwner(restored: URLSearchParams): string {
  const name = restored.get("TargetDBInstanceIdentifier") ?? restored.get("DBInstanceIdentifier") ?? "";
  return new URLSearchParams({
    Version: "2014-10-31",
    ManageMasterUserPassword: "false",
    ApplyImmediately: "true",
    Action: "ModifyDBInstance",
    DBInstanceIdentifier: name,
  }).toString();
}
