import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WrongInput } from "../../ops/errors.ts";
import { acceptances, promisesMore, writeAccepted } from "../../ops/surface/accept.ts";
import { targetAt } from "../../ops/target.ts";
import { root } from "../config/writing.ts";
import { answering } from "./answering.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-surface-"));
  for (const name of ["Pulumi.yaml", "Pulumi.production.yaml", "Pulumi.staging.yaml", "openapi"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  edit("Pulumi.yaml", "main: index.ts", `main: ${join(root, "index.ts")}`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const textOf = (name: string): string => readFileSync(join(folder, name), "utf8");
function edit(name: string, from: string, to: string): void {
  expect(textOf(name)).toContain(from);
  writeFileSync(join(folder, name), textOf(name).replace(from, to));
}
const accept = (...words: readonly string[]) =>
  answering(["ops", "surface", "accept", "production", "-d", folder, ...words]);
const target = () => targetAt(join(folder, "Pulumi.production.yaml"), folder);

describe("ops surface accept", { timeout: 30_000 }, () => {
  it("says what a release adds, and writes nothing", async () => {
    const before = textOf("openapi/released.yaml");
    const { status, stdout, stderr } = await accept();

    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout.split("\n")).toEqual([
      "surface accept production: documents become what the live release promises",
      "",
      "  api: openapi/api.yaml → openapi/released.yaml",
      "      + GET /api/reports/{id}",
      "",
      "Dry run: nothing was written. To do it:",
      `  ./golive ops surface accept production -d ${folder} --yes`,
      "",
    ]);
    expect(textOf("openapi/released.yaml")).toBe(before);
  });

  it("writes it when it is told to, and then has nothing left to do", async () => {
    expect(promisesMore(target(), folder)).toBe(true);
    const { status, stdout } = await accept("--yes");

    expect([status, stdout.trim().split("\n").at(-1)]).toEqual([
      0,
      "Written. Commit it: openapi/released.yaml",
    ]);
    expect(textOf("openapi/released.yaml")).toBe(textOf("openapi/api.yaml"));
    expect(promisesMore(target(), folder)).toBe(false);
    expect((await accept()).status).toBe(0);
  });

  it("refuses a document that takes something away, also with --yes", async () => {
    const before = textOf("openapi/released.yaml");
    edit("openapi/api.yaml", "version: { type: string }", "number: { type: string }");
    const { status, stdout } = await accept("--yes");

    expect(status).toBe(1);
    expect(stdout).toContain("      ✘ GET /api/status: answer 200 version: it is gone");
    expect(stdout).toContain("Nothing was written: a release only adds to what the live one promises.");
    expect(textOf("openapi/released.yaml")).toBe(before);
  });

  it("takes the first document as it is, where nothing was promised", async () => {
    rmSync(join(folder, "openapi/released.yaml"));
    const { status, stdout } = await accept("--yes");

    expect(status).toBe(0);
    expect(stdout).toContain(
      "  api: openapi/api.yaml → openapi/released.yaml, for the first time\n      + GET /health\n",
    );
    expect(textOf("openapi/released.yaml")).toBe(textOf("openapi/api.yaml"));
  });

  it("refuses a document that cannot be read as wrong input, with its line", async () => {
    edit("openapi/api.yaml", "info: { title: Prospector, version: 2.4.0 }", "info: { title: Prospector }");
    const { status, stdout, stderr } = await accept("--yes");

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain('openapi/api.yaml:2:1  info\n  found:   no "version"');
  });

  it("refuses a stack that names no documents, and a stack that there is not", async () => {
    edit(
      "Pulumi.staging.yaml",
      "          document: openapi/api.yaml\n          released: openapi/released.yaml\n",
      "",
    );
    edit("Pulumi.staging.yaml", "          codeRoutes: openapi/routes.txt\n", "");
    const staging = await answering(["ops", "surface", "accept", "staging", "-d", folder]);
    const other = await answering(["ops", "surface", "accept", "qa", "-d", folder]);

    expect([staging.status, other.status]).toEqual([2, 2]);
    expect(staging.stderr).toContain("allowed: surface.document and surface.released");
    expect(other.stderr).toContain("one of the stacks there: production, staging");
  });

  it("does not write over what somebody else wrote meanwhile", () => {
    const [planned] = acceptances(target(), folder);
    if (!planned) throw new Error("nothing to accept");
    writeFileSync(join(folder, "openapi/released.yaml"), "openapi: 3.1.0\n");

    expect(() => writeAccepted(planned, folder)).toThrow(WrongInput);
    expect(textOf("openapi/released.yaml")).toBe("openapi: 3.1.0\n");
  });

  it("writes through a link, into the file that it names", () => {
    cpSync(join(folder, "openapi/released.yaml"), join(folder, "promised.yaml"));
    rmSync(join(folder, "openapi/released.yaml"));
    symlinkSync(join(folder, "promised.yaml"), join(folder, "openapi/released.yaml"));
    for (const one of acceptances(target(), folder)) writeAccepted(one, folder);

    expect(textOf("promised.yaml")).toBe(textOf("openapi/api.yaml"));
  });
});

describe("the gate", { timeout: 60_000 }, () => {
  const gate = (...words: readonly string[]) =>
    answering(["gate", "--stack", "production", "-d", folder, ...words]);

  it("joins what the documents say to its verdict, and shows the surface", async () => {
    edit("openapi/routes.txt", "GET /api/db/info\n", "GET /api/db/info\nDELETE /api/companies/{id}\n");
    edit("openapi/api.yaml", "version: { type: string }", "number: { type: string }");
    const { stdout } = await gate("--json");
    const { verdict, summary, findings, surface, breakers } = JSON.parse(stdout);
    const own = findings.filter(({ rule }: { rule: string }) => rule.startsWith("surface-"));

    expect([verdict, summary.failed >= own.length, breakers]).toEqual(["not ready", true, []]);
    expect(
      own.map(({ rule, resource, message }: Record<string, string>) => [rule, resource, message]),
    ).toEqual([
      [
        "surface-ghost-routes",
        "services.api DELETE /api/companies/{id}",
        "the code serves it, and the document does not have it",
      ],
      ["surface-additive", "services.api GET /api/status", "answer 200 version: it is gone"],
    ]);
    expect(surface).toEqual([
      {
        service: "api",
        host: "api.prospector.example",
        public: ["GET /health", "GET /api/status"],
        count: 2,
        health: ["/health", "/api/status", "/api/db/info"],
        document: "openapi/api.yaml",
      },
    ]);
  });

  it("refuses documents that are not there as wrong input, each of them at once", async () => {
    rmSync(join(folder, "openapi"), { recursive: true });
    const { status, stdout, stderr } = await gate();

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.match(/found: .*/g)).toEqual([
      "found:   no such file: openapi/api.yaml",
      "found:   no such file: openapi/released.yaml",
      "found:   no such file: openapi/routes.txt",
    ]);
  });
});
