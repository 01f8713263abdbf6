import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { onPath } from "../../cli/process.ts";

/** Debian keeps the server's programs off PATH, by version; the newest first. */
const postgresFolder = "/usr/lib/postgresql";

function postgresFolders(): readonly string[] {
  try {
    return readdirSync(postgresFolder)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(postgresFolder, version, "bin"));
  } catch {
    return [];
  }
}

/** A program that the tests start: how, once it is found. */
export interface Tool {
  readonly name: string;
  readonly looked: string;
  readonly get: string;
  find(env: NodeJS.ProcessEnv): readonly string[] | undefined;
}

const whole = (file: string | undefined): readonly string[] | undefined =>
  file === undefined ? undefined : [file];

/** Debian's folder first: a `psql` elsewhere on PATH may be a wrapper that picks a cluster. */
const postgres = (name: string): Tool => ({
  name,
  looked: `${postgresFolder}/*/bin, PATH`,
  get: "apt-get install postgresql",
  find: ({ PATH = "" }) => whole(onPath(name, [...postgresFolders(), PATH].join(delimiter))),
});

const onlyOnPath = (name: string, get: string): Tool => ({
  name,
  looked: "PATH",
  get,
  find: ({ PATH = "" }) => whole(onPath(name, PATH)),
});

const moto: Tool = {
  name: "moto_server",
  looked: "MOTO_SERVER, PATH, python3 -m moto.server",
  get: "pip install 'moto[server]>=5.2.5', or MOTO_SERVER=/path/to/moto_server",
  find: ({ MOTO_SERVER, PATH = "" }) => {
    if (MOTO_SERVER !== undefined) return whole(onPath(MOTO_SERVER, "/"));
    const server = onPath("moto_server", PATH);
    if (server !== undefined) return [server];
    const python = onPath("python3", PATH);
    if (python === undefined) return undefined;
    const found = spawnSync(python, ["-c", "import moto.server, flask"], { stdio: "ignore" }).status === 0;
    return found ? [python, "-m", "moto.server"] : undefined;
  },
};

const chromium: Tool = {
  name: "chromium",
  looked: "PUPPETEER_EXECUTABLE_PATH, PATH",
  get: "apt-get install chromium, or PUPPETEER_EXECUTABLE_PATH=/path/to/chrome",
  find: ({ PUPPETEER_EXECUTABLE_PATH, PATH = "" }) =>
    whole(
      PUPPETEER_EXECUTABLE_PATH === undefined
        ? (onPath("chromium", PATH) ?? onPath("google-chrome", PATH))
        : onPath(PUPPETEER_EXECUTABLE_PATH, "/"),
    ),
};

export const tools = {
  initdb: postgres("initdb"),
  pg_ctl: postgres("pg_ctl"),
  pg_dump: postgres("pg_dump"),
  pg_restore: postgres("pg_restore"),
  "redis-server": onlyOnPath("redis-server", "apt-get install redis-server"),
  openssl: onlyOnPath("openssl", "apt-get install openssl"),
  moto_server: moto,
  chromium,
} as const satisfies Record<string, Tool>;

/** How a tool is started: program, then first arguments. */
export function commandOf(name: keyof typeof tools, env = process.env): readonly [string, ...string[]] {
  const [program, ...first] = tools[name].find(env) ?? [];
  if (program === undefined)
    throw new Error(`${name} is missing: ./golive test:integration says how to get it`);
  return [program, ...first];
}
