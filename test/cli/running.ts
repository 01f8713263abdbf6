import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textIn } from "node:stream/consumers";
import { root, textOf } from "../config/writing.ts";
import { listening, silenced } from "../listening.ts";

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** No credentials, no profile and no metadata service of the machine that tests. */
export const nobody = {
  HOME: "/nonexistent",
  AWS_CONFIG_FILE: "/nonexistent",
  AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
  AWS_EC2_METADATA_DISABLED: "true",
};
const { PATH, NODE_COMPILE_CACHE } = process.env;
/** What a command line has of the process that started it, whoever it is: where programs are, and what is compiled. */
export const inherited = (): NodeJS.ProcessEnv => ({ PATH, NODE_COMPILE_CACHE });
export const somebody = { ...nobody, AWS_ACCESS_KEY_ID: "testing", AWS_SECRET_ACCESS_KEY: "testing" };

/** Runs the command line while this process may go on, for servers live in it; knows of AWS what `env` says. */
export async function running(
  args: readonly string[],
  env: NodeJS.ProcessEnv = nobody,
  timeout = 60_000,
): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, "cli/golive.ts"), ...args], {
    env: { ...inherited(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout,
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (part: Buffer) => {
    said.stdout += part.toString("utf8");
  });
  child.stderr.on("data", (part: Buffer) => {
    said.stderr += part.toString("utf8");
  });
  const [status] = await once(child, "close");
  return { status, ...said };
}

/** A folder with the shipped staging stack, in an account and with a first line of the test's own. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "golive-ops-"));

  constructor() {
    copyFileSync(join(root, "Pulumi.yaml"), join(this.path, "Pulumi.yaml"));
  }

  write({ account = "444455556666", secretsProvider = provider as string | null } = {}): this {
    const text = textOf("Pulumi.staging.yaml")
      .replaceAll("444455556666", account)
      .replace(
        /^secretsprovider: .*\n/m,
        secretsProvider === null ? "" : `secretsprovider: ${secretsProvider}\n`,
      );
    writeFileSync(join(this.path, "Pulumi.staging.yaml"), text);
    return this;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export const provider = "awskms://alias/prospector-staging-pulumi?region=eu-central-1";

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An endpoint of AWS's that answers as the test says, and remembers what was asked. */
export class Endpoint {
  readonly asked: string[] = [];
  readonly url: string;
  readonly #server;

  private constructor(server: ReturnType<typeof createServer>, url: string, asked: string[]) {
    this.#server = server;
    this.url = url;
    this.asked = asked;
  }

  static async start(reply: (asked: string, body: string) => Reply | Promise<Reply>): Promise<Endpoint> {
    const asked: string[] = [];
    const server = createServer(async (request, response) => {
      const body = await textIn(request);
      const what = `${request.method} ${request.url}`;
      asked.push(what);
      const { status = 200, headers = {}, body: text } = await reply(what, body);
      response.writeHead(status, headers).end(text);
    });
    return new Endpoint(server, `http://127.0.0.1:${await listening(server)}`, asked);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    silenced(this.#server);
  }
}

/** What STS answers to who we are. */
export const identityOf = (account: string): Reply => ({
  body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${account}</Account><Arn>arn:aws:sts::${account}:assumed-role/ops/anna</Arn><UserId>x</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>`,
});

/** An error as the older protocols write it. */
export const refusal = (code: string, message: string, status = 403): Reply => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});
