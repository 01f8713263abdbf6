import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const utilities = [
  "sh",
  "cat",
  "chmod",
  "cksum",
  "cp",
  "dirname",
  "find",
  "ln",
  "mkdir",
  "mv",
  "readlink",
  "rm",
  "sleep",
  "tail",
  "uname",
];

let folder: string;
let project: string;
let bin: string;

const script = (file: string, text: string): void => {
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
};

/** A stand-in for npm: notes that it ran, and "installs" the stand-in for Node. */
const npm = (more = ""): void =>
  script(
    join(bin, "npm"),
    `echo "$*" >>"${folder}/npm-ran"\n${more}\nmkdir -p node_modules/node/bin\ncp "${folder}/node" node_modules/node/bin/node`,
  );

/** A stand-in for Node: prints its arguments; asked to build the functions it notes that, and does what it is told here. */
const node = (building = ""): void =>
  script(
    join(folder, "node"),
    `shift\ncase $1 in */functions/build.ts)\necho built >>"${folder}/builds"\n${building}\nexit 0 ;; esac\necho "$@"; exit 7`,
  );

const options = () => ({ cwd: folder, encoding: "utf8" as const, env: { PATH: bin } });
const golive = (...args: string[]) => spawnSync(join(project, "golive"), args, options());
const lines = (name: string): number => {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
};
const installations = (): number => lines("npm-ran");
const builds = (): number => lines("builds");

/**
 * Presses Ctrl-C, which reaches the whole group, once a stand-in is at work. A shell that is just starting a program
 * loses the signal, so from that moment on the stand-in may start none: it becomes its last one by `exec`.
 */
async function interrupted(run: ChildProcess, atWork: () => boolean): Promise<void> {
  const ended = new Promise((resolve) => run.once("close", resolve));
  while (!atWork()) await new Promise((resolve) => setTimeout(resolve, 20));
  process.kill(-(run.pid ?? 0), "SIGINT");
  await ended;
}

const building = "golive: building the functions, whose sources have changed\n";
const source = (file: string, text: string): void => {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "golive wrapper-")));
  project = join(folder, "my project");
  bin = join(folder, "bin");
  mkdirSync(project);
  mkdirSync(bin);
  copyFileSync("golive", join(project, "golive"));
  writeFileSync(join(project, "package-lock.json"), "{}");
  for (const name of utilities) {
    const real = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
    symlinkSync(real, join(bin, name));
  }
  symlinkSync(process.execPath, join(bin, "node"));
  source("functions/build.ts", "");
  source("functions/hello/index.ts", "export const handler = 1;");
  node();
  npm();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the wrapper", () => {
  it("installs the locked dependencies once, then hands over with arguments and exit code untouched", () => {
    const first = golive("gate", "two words");
    const second = golive("gate");

    expect([first.stdout, first.status]).toEqual([`${project}/cli/golive.ts gate two words\n`, 7]);
    expect([second.stderr, second.status, installations()]).toEqual(["", 7, 1]);
    expect(readFileSync(join(folder, "npm-ran"), "utf8")).toBe(
      "ci --include=dev --no-audit --no-fund --loglevel=error\n",
    );
  });

  it("installs again when the lockfile changes", () => {
    golive();
    writeFileSync(join(project, "package-lock.json"), '{"changed":true}');
    golive();

    expect(installations()).toBe(2);
  });

  it("works through a chain of symbolic links, relative ones too", () => {
    symlinkSync("my project/golive", join(folder, "one"));
    symlinkSync(join(folder, "one"), join(bin, "two"));

    expect(spawnSync(join(bin, "two"), ["gate"], options()).stdout).toBe(`${project}/cli/golive.ts gate\n`);
  });

  it("says why npm failed, and tries again the next time", () => {
    npm("echo the registry is away >&2; exit 1");
    const failed = golive();
    npm();
    const repaired = golive();

    expect([failed.status, failed.stdout]).toEqual([3, ""]);
    expect(failed.stderr).toContain("the registry is away");
    expect([repaired.status, installations()]).toEqual([7, 2]);
  });

  it("repairs an installation that was interrupted half-way", async () => {
    npm("mkdir -p node_modules; : >node_modules/.package-lock.json; exec sleep 30"); // see `interrupted`
    const run = spawn(join(project, "golive"), [], { ...options(), detached: true, stdio: "ignore" });
    await interrupted(run, () => existsSync(join(project, "node_modules/.package-lock.json")));
    npm();

    expect([golive().status, installations()]).toEqual([7, 2]);
  });

  it("lets one of several install while the others wait", async () => {
    npm("sleep 1");
    const runs = [1, 2, 3].map(
      () =>
        new Promise<number | null>((resolve) =>
          spawn(join(project, "golive"), [], { ...options(), stdio: "ignore" }).once("close", resolve),
        ),
    );

    expect(await Promise.all(runs)).toEqual([7, 7, 7]);
    expect(installations()).toBe(1);
  });

  it("clears away the lock of a process that died", () => {
    mkdirSync(join(project, ".cache"));
    const dead = spawnSync("true").pid;
    symlinkSync(String(dead), join(project, ".cache", "install.lock"));

    expect([golive().status, existsSync(join(project, ".cache", "install.lock"))]).toEqual([7, false]);
  });

  it("takes over what somebody installed with npm themselves", () => {
    golive();
    rmSync(join(project, "node_modules", ".golive-lock"));
    script(join(project, "node_modules", "node", "bin", "node"), "exit 0");
    writeFileSync(join(project, "node_modules", ".package-lock.json"), "{}");

    expect([golive().status, installations()]).toEqual([0, 1]);
  });

  it("uses the system's Node when npm brought none and it is new enough", () => {
    script(join(bin, "npm"), `echo x >>"${folder}/npm-ran"; mkdir -p node_modules`);
    mkdirSync(join(project, "cli"));
    writeFileSync(join(project, "cli", "golive.ts"), "const said: string = 'typed'; console.log(said);");

    expect(golive().stdout).toBe("typed\n");
  });

  it("refuses a system Node that is too old", () => {
    script(join(bin, "npm"), "mkdir -p node_modules");
    rmSync(join(bin, "node"));
    script(join(bin, "node"), "exit 1");

    expect(golive()).toMatchObject({ status: 3, stderr: expect.stringContaining("older than 22.18") });
  });

  it("says what it needs where there is neither Node nor npm", () => {
    rmSync(join(bin, "node"));
    rmSync(join(bin, "npm"));

    expect(golive()).toMatchObject({ status: 3, stderr: expect.stringContaining("https://nodejs.org") });
  });
});

describe("the wrapper builds the functions", () => {
  it("once for the same sources, and says so", () => {
    const first = golive("gate");
    const second = golive("gate");

    expect([first.stderr.endsWith(building), first.status, second.stderr, second.status]).toEqual([
      true,
      7,
      "",
      7,
    ]);
    expect(builds()).toBe(1);
  });

  const changes: Readonly<Record<string, () => void>> = {
    "a source": () => source("functions/hello/index.ts", "export const handler = 2;"),
    "the name of a source": () =>
      renameSync(join(project, "functions/hello/index.ts"), join(project, "functions/hello/other.ts")),
    "what builds them": () => source("functions/build/bundles.ts", "export {};"),
    "the lockfile": () => source("package-lock.json", '{"changed":true}'),
    "nothing, but what was built is gone": () =>
      rmSync(join(project, "functions/.built"), { recursive: true }),
  };
  it.each(Object.entries(changes))("again when this changes: %s", (_, change) => {
    golive("gate");
    change();

    expect([golive("gate").stderr.endsWith(building), builds()]).toEqual([true, 2]);
    expect([golive("gate").stderr, builds()]).toEqual(["", 2]);
  });

  it("not for who only asks for words", () => {
    for (const words of [[], ["--help"], ["gate", "-h"], ["completion"], ["--get-yargs-completions", "ga"]])
      golive(...words);

    expect(builds()).toBe(0);
  });

  it("and ends with what the builder said when it cannot, and tries again the next time", () => {
    node("echo 'Could not resolve ./away.ts' >&2; exit 1");
    const failed = golive("gate");
    node();
    copyFileSync(join(folder, "node"), join(project, "node_modules/node/bin/node"));

    expect([failed.status, failed.stdout]).toEqual([3, ""]);
    expect(failed.stderr).toContain("Could not resolve ./away.ts\ngolive: the functions cannot be built");
    expect([golive("gate").status, builds()]).toEqual([7, 2]);
  });

  it("anew after a build that was interrupted half-way", async () => {
    node("exec sleep 30"); // see `interrupted`
    const run = spawn(join(project, "golive"), ["gate"], { ...options(), detached: true, stdio: "ignore" });
    await interrupted(run, () => builds() > 0);
    node();
    copyFileSync(join(folder, "node"), join(project, "node_modules/node/bin/node"));

    expect(existsSync(join(project, ".cache/install.lock"))).toBe(false);
    expect([golive("gate").status, builds()]).toEqual([7, 2]);
  });

  it("by one of several that start at once, while the others wait", async () => {
    golive("--help"); // installs
    node("sleep 1");
    copyFileSync(join(folder, "node"), join(project, "node_modules/node/bin/node"));
    const runs = [1, 2, 3].map(
      () =>
        new Promise<number | null>((resolve) =>
          spawn(join(project, "golive"), ["gate"], { ...options(), stdio: "ignore" }).once("close", resolve),
        ),
    );

    expect(await Promise.all(runs)).toEqual([7, 7, 7]);
    expect(builds()).toBe(1);
  });

  it("where it may write, and else says what is missing and where", () => {
    golive("--help");
    source("functions/.built", "a file is in the way");

    const refused = golive("gate");
    expect([refused.status, refused.stdout]).toEqual([3, ""]);
    expect(refused.stderr).toContain("bundles are missing or older than functions/");
    expect(refused.stderr).toContain(`${project}/functions/.built cannot be written`);
  });
});
