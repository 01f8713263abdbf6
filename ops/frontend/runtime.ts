import { createHash } from "node:crypto";
import { GetAppMonitorCommand, RUMClient } from "@aws-sdk/client-rum";
import { rumOf } from "../names.ts";
import { Halted } from "../rollback/halted.ts";
import { bounded } from "../session.ts";
import { heldDsn, pagesReach } from "../tracking/held.ts";
import type { SiteFile } from "./manifest.ts";
import type { SiteWork } from "./work.ts";

export const configFile = "config.js";

/** What pages of this stack know beside what every build of them contains: `globalThis.runtimeConfig`. */
export interface Runtime {
  readonly environment: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where unexpected errors of the pages go. */
  readonly dsn?: string;
  readonly rum?: {
    readonly appMonitorId: string;
    readonly region: string;
    readonly identityPoolId: string | undefined;
    readonly guestRoleArn: string | undefined;
    readonly sessionSampleRate: number;
  };
}

export interface RuntimeFile extends SiteFile {
  read(): Buffer;
}

/** The script that says it, before any other runs. It is kept by nobody: the next deployment may say something else. */
export function runtimeFile(runtime: Runtime): RuntimeFile {
  const text = `globalThis.runtimeConfig = Object.freeze(${JSON.stringify(runtime)});\n`;
  return {
    path: configFile,
    sha256: createHash("sha256").update(text).digest("hex"),
    bytes: Buffer.byteLength(text),
    type: "text/javascript; charset=utf-8",
    cache: "never",
    read: () => Buffer.from(text),
  };
}

export async function runtimeOf(work: SiteWork): Promise<Runtime> {
  const { target, frontend } = work;
  const { errorTracking, environment } = target.config;
  const pages = errorTracking?.pages;
  const [dsn, rum] = await Promise.all([
    pages === undefined ? undefined : dsnOfPages(work, pages),
    frontend.rum === undefined ? undefined : rumOfPages(work, frontend.rum.samplePercent),
  ]);
  return { environment, env: frontend.env, ...(dsn !== undefined && { dsn }), ...(rum && { rum }) };
}

/** Published, it is no secret any more, but it is not repeated either. */
async function dsnOfPages({ target, session }: SiteWork, name: string): Promise<string> {
  const { text, dsn } = await heldDsn({ target, session: async () => session }, name);
  if (dsn === undefined)
    throw new Halted(
      `${name} holds no DSN such as https://<key>@<host>/<project>; nothing was changed and its value is not shown`,
    );
  if (!pagesReach(target, dsn))
    throw new Halted(
      `pages may not send errors to the host of ${name}: add its origin to connect-src of \`frontend.csp\` in ${target.file}; nothing was changed`,
    );
  return text;
}

async function rumOfPages({ target, session }: SiteWork, samplePercent: number): Promise<Runtime["rum"]> {
  const Name = rumOf(target);
  const { region } = target.config;
  const found = await session.find(
    `look at the app monitor ${Name}`,
    "rum:GetAppMonitor on it",
    ["ResourceNotFoundException"],
    () => new RUMClient({ region, ...bounded(15) }).send(new GetAppMonitorCommand({ Name })),
  );
  const { Id, AppMonitorConfiguration: set } = found?.AppMonitor ?? {};
  if (Id === undefined)
    throw new Halted(`there is no app monitor ${Name}: \`./golive up ${target.stack}\` makes it`);
  return {
    appMonitorId: Id,
    region,
    identityPoolId: set?.IdentityPoolId,
    guestRoleArn: set?.GuestRoleArn,
    sessionSampleRate: samplePercent / 100,
  };
}
