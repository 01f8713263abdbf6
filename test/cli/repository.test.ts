import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { npmAnswer, pipAnswer } from "../../cli/audit/answers.ts";
import { toolEnvironment } from "../../cli/process.ts";
import { artefactsAmong } from "../../cli/repository/artefacts.ts";
import { repositoryChecks } from "../../cli/repository/checks.ts";
import { exampleFlaws, localHeading } from "../../cli/repository/environment-example.ts";
import { filesBelow } from "../../cli/repository/files.ts";
import { ownMachineIn } from "../../cli/repository/own-machine.ts";
import { workflowFlaws } from "../../cli/repository/workflows.ts";
import { variablesOfService, variablesOfStack } from "../../config/environment.ts";
import { targetAt } from "../../ops/target.ts";
import { root } from "../config/writing.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "golive-repository-"));
  made.push(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

describe("the repository", () => {
  it("keeps to its own checks", () => {
    expect(repositoryChecks(root).filter(({ flaws }) => flaws.length > 0)).toEqual([]);
  });

  it("is read without what is installed, made, or git's own", () => {
    const folder = folderOf({ "a.ts": "", "b/c.ts": "", "node_modules/x.js": "", "b/.built/y.js": "" });
    expect(filesBelow(folder)).toEqual(["a.ts", "b/c.ts"]);
  });

  it("holds nothing that a file manager left", () => {
    const files = ["docs/._a.md", ".DS_Store", "x/Thumbs.db", "__MACOSX/a", "cli/_a.ts", "docs/a.md"];
    expect(artefactsAmong(files).map((line) => line.split(":")[0])).toEqual(files.slice(0, 4));
  });

  it.each([
    ["a stack file", "Pulumi.production.yaml", "env: { API: http://localhost:8000 }"],
    ["an example's stack file", "examples/x/Pulumi.staging.yaml", "API: http://127.0.0.1"],
    ["a component", "components/edge/cdn.ts", 'const origin = "http://[::1]:80";'],
    ["a function", "functions/smoke/main.ts", 'fetch("http://0.0.0.0:1")'],
    ["a workflow", ".github/workflows/a.yml", "  run: curl host.docker.internal"],
    ["the pages' sources", "examples/x/pages/src/main.ts", 'fetch("http://localhost:8000")'],
  ])("names no developer's machine in %s", (_, file, text) => {
    expect(ownMachineIn([file], () => `// nothing\n${text}\n`)).toEqual([
      `${file}:2: an address of the machine itself in what goes to production`,
    ]);
  });

  it("may name it in tests, in comments and as what a server listens on, and says where it no longer must", () => {
    const texts = {
      "test/a.test.ts": 'fetch("http://localhost")',
      "components/a.ts": "// localhost is not meant",
      "Pulumi.staging.yaml": "env: { HOSTNAME: 0.0.0.0, TO: 0.0.0.0/0 }",
    } as const;
    const read = (file: string) => Object.entries(texts).find(([name]) => name === file)?.[1] ?? "";

    expect(ownMachineIn(Object.keys(texts), read)).toEqual([]);
    expect(ownMachineIn(["components/run/collector.ts"], () => "")).toEqual([
      "components/run/collector.ts: may name the machine itself, and no longer does",
    ]);
  });
});

describe("a secret in a file", () => {
  const scan = (folder: string): number => {
    const rules = ["--secretlintrc", join(root, ".secretlintrc.json")];
    try {
      execFileSync("secretlint", ["--no-color", ...rules, join(folder, "**/*")], {
        cwd: root,
        env: toolEnvironment(),
        stdio: "pipe",
      });
      return 0;
    } catch (error) {
      return error instanceof Error && "status" in error ? Number(error.status) : -1;
    }
  };

  it("is found wherever it stands, and what tests show as one is not taken for one", () => {
    // Put together here, so that this file holds none.
    const token = ["xoxb", "123456789012", "1234567890123", "AbCdEfGhIjKlMnOpQrStUvWx"].join("-");
    const url = ["postgres:/", "owner:S3cr3t-and-long@db.prospector.example", "app"].join("/");

    expect(scan(folderOf({ ".github/a.yml": `token: ${token}\n` }))).toBe(1);
    expect(scan(folderOf({ "a.ts": `const url = "${url}";\n` }))).toBe(1);
    expect(scan(folderOf({ "a.ts": 'const url = "postgres://shop:hunter2@db/shop";\n' }))).toBe(0);
  });
});

describe("a workflow", () => {
  const checkout = `actions/checkout@${"a".repeat(40)} # v7.0.1`;
  const flow = (step: string, { on = "push", top = "permissions: { contents: read }", minutes = 5 } = {}) =>
    `on: ${on}\n${top}\njobs:\n  one:\n    runs-on: ubuntu-24.04\n    timeout-minutes: ${minutes}\n    steps:\n      - ${step}\n`;
  const good = flow(`uses: ${checkout}\n        with: { persist-credentials: false }`);

  it("is one that is pinned, bounded and has least rights", () => {
    expect(workflowFlaws("a.yml", good)).toEqual([]);
  });

  it.each([
    ["an action by tag", flow("uses: actions/checkout@v7"), "not pinned by digest"],
    ["a digest without its version", good.replace(" # v7.0.1", ""), "does not say which version it is"],
    ["a token left in the checkout", flow(`uses: ${checkout}`), "persist-credentials"],
    ["no permissions", flow("run: ls", { top: "name: a" }), "says no `permissions`"],
    [
      "writing for all jobs",
      flow("run: ls", { top: "permissions: { contents: write }" }),
      "says no `permissions`",
    ],
    [
      "a stranger's code beside credentials",
      flow("run: ls", { on: "pull_request_target" }),
      "pull_request_target",
    ],
    [
      "a stranger's code after another workflow",
      good.replace("on: push", "on: { workflow_run: {} }"),
      "a stranger's",
    ],
    ["text of others in a shell", flow(`run: echo ${"${{"} github.head_ref }}`), "into its shell"],
    ["no end", good.replace("    timeout-minutes: 5\n", ""), "no timeout-minutes"],
    ["no jobs", "on: push", "is no workflow"],
  ])("is refused with %s", (_, text, said) => {
    expect(workflowFlaws("a.yml", text).join("\n")).toContain(said);
  });
});

describe("a .env.example", () => {
  const given = { asked: ["DATABASE_URL", "REDIS_URL"], all: ["DATABASE_HOST", "DATABASE_URL", "REDIS_URL"] };

  it("has what a stack file gives, may have what the platform gives, and its own below a heading", () => {
    const shared = "DATABASE_URL=\nREDIS_URL=\nDATABASE_HOST=\n";
    expect(exampleFlaws("e", `${shared}${localHeading}\nFAULTS=\n`, given)).toEqual([]);
    expect(exampleFlaws("e", "DATABASE_URL=\nFAULTS=\n", given)).toEqual([
      "e: lacks REDIS_URL, which the stack file gives a service (docs/environment.md)",
      `e: has FAULTS, which no stack gives; what is local stands below "${localHeading}"`,
    ]);
  });

  it("is compared with the stacks beside it", () => {
    const { config } = targetAt(join(root, "Pulumi.staging.yaml"));
    const names = variablesOfStack(config).map(({ name }) => name);

    expect(names).toContain("SUPABASE_JWT_SECRET_NEXT");
    expect(names).toContain("OTEL_SERVICE_NAME");
    expect(names).toContain("BUCKET_REPORTS");
    expect(variablesOfService(config, "api").find(({ name }) => name === "REQUIRE_AUTH")).toEqual({
      name: "REQUIRE_AUTH",
      from: "stack file",
      says: "true",
      mustFill: true,
    });
  });
});

describe("an audit", () => {
  const vulnerable = (severity: string) =>
    JSON.stringify({ vulnerabilities: { left: { severity, range: "<2", fixAvailable: false } } });

  it("counts what is grave", () => {
    expect(npmAnswer(`npm warn x\n${vulnerable("high")}`)).toEqual({
      flaws: ["left <2: high, and no fix yet"],
    });
    expect(npmAnswer(vulnerable("moderate"))).toEqual({ flaws: [] });
    expect(npmAnswer('{"vulnerabilities":{}}')).toEqual({ flaws: [] });
  });

  it("proves nothing where the registry does not answer", () => {
    expect(npmAnswer('{"message":"405 Method Not Allowed","statusCode":405}')).toEqual({
      unasked: "405 Method Not Allowed",
    });
    expect(npmAnswer("npm error network\nno answer\n")).toEqual({ unasked: "no answer" });
  });

  it("counts every flaw of a Python package, whose severity nobody says", () => {
    const dependencies = [
      { name: "a", version: "1", vulns: [{ id: "PYSEC-1", fix_versions: ["2"] }] },
      { name: "b", version: "1", vulns: [] },
    ];
    expect(pipAnswer(JSON.stringify({ dependencies }))).toEqual({ flaws: ["a 1: PYSEC-1, mended in 2"] });
    expect(pipAnswer("ERROR: no network")).toEqual({ unasked: "ERROR: no network" });
  });
});
