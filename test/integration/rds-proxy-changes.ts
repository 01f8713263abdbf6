import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { listening, silenced } from "../listening.ts";
import { passOn } from "./pass-on.ts";

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
    const server = createServer();
    const made = new RdsProxyChanges(server, `http://127.0.0.1:${await listening(server)}`);
    server.on("request", (request, response) => void made.#answer(request, response, moto));
    return made;
  }

  stop(): void {
    silenced(this.#server);
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
    const body = await buffer(request);
    const parameters = new URLSearchParams(body.toString("utf8"));
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
    const passed = await passOn(moto, request, body);
    if (passed.status < 400 && action.startsWith("RestoreDB"))
      await passOn(moto, request, Buffer.from(withoutOwner(parameters)));
    response.writeHead(passed.status, passed.headers).end(passed.body);
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
