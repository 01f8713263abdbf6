import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const utilities = [
  "sh",
  "cat",
  "chmod",
  "cksum",
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

/** A stand-in for npm: notes that it ran, and "installs" a Node that prints its arguments. */
const npm = (more = ""): void =>
  script(
    join(bin, "npm"),
    `echo "$*" >>"${folder}/npm-ran"\n${more}\nmkdir -p node_modules/node/bin\nprintf '#!/bin/sh\\nshift\\necho "$@"; exit 7\\n' >node_modules/node/bin/node\nchmod +x node_modules/node/bin/node`,
  );

const options = () => ({ cwd: folder, encoding: "utf8" as const, env: { PATH: bin } });
const golive = (...args: string[]) => spawnSync(join(project, "golive"), args, options());
const installations = (): number => {
  const file = join(folder, "npm-ran");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;
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
    npm("mkdir -p node_modules; : >node_modules/.package-lock.json; sleep 30");
    const run = spawn(join(project, "golive"), [], { ...options(), detached: true, stdio: "ignore" });
    while (installations() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const ended = new Promise((resolve) => run.once("close", resolve));
    process.kill(-(run.pid ?? 0), "SIGINT"); // Ctrl-C reaches the whole group
    await ended;
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
