import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EvidenceFolder } from "../../evidence/folder.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import { type Ended, nobody, running } from "../cli/running.ts";
import { root } from "../config/writing.ts";
import { Product } from "./product.ts";
import type { Fault } from "./product-processes.ts";

const evidence = mkdtempSync(join(tmpdir(), "golive-smoke-"));
afterAll(() => rmSync(evidence, { recursive: true, force: true }));

/** Each command leaves one record more. */
let kept = 0;
let product: Product;
beforeAll(async () => {
  product = await Product.start({ env: { RATE_LIMIT_PER_MINUTE: perMinute } });
}, 180_000);
afterAll(() => product?.stop());

const shipped = "examples/product";
/** The sample product's stack file, where a burst is over sooner, and a job is not waited for so long. */
const hasty = join(evidence, "hasty");
const perMinute = "300";
beforeAll(() => {
  cpSync(join(root, shipped, "openapi"), join(hasty, "openapi"), { recursive: true });
  for (const name of ["Pulumi.yaml", "Pulumi.staging.yaml"]) {
    const text = readFileSync(join(root, shipped, name), "utf8")
      .replace("withinSeconds: 60", "withinSeconds: 10")
      .replace("perMinute: { address: 1200", `perMinute: { address: ${perMinute}`);
    writeFileSync(join(hasty, name), text);
  }
});

const secrets = ["SMOKE_PASSWORD", "SMOKE_TOKEN", "TENANT_PROBE_TOKEN"];

/** The command as a person types it, on the sample product of this machine. */
async function tried(
  words: readonly string[],
  { logs = false, pages = true, directory = shipped } = {},
): Promise<Ended & { readonly record: EvidenceRecord | undefined }> {
  const { env } = product;
  const elsewhere = [`api=${product.api}`, ...(pages ? [`pages=${product.pages}`] : [])];
  const ended = await running(
    [
      ...words,
      ...["-d", directory, "--evidence", evidence],
      ...elsewhere.flatMap((one) => ["--through", one]),
      ...(logs ? ["--logs", product.logs] : []),
    ],
    { ...nobody, ...Object.fromEntries(secrets.map((name) => [name, env[name]])) },
    120_000,
  );
  const { records, flaws } = await new EvidenceFolder(evidence, "rolodex-staging").read();
  expect(flaws).toEqual([]);
  expect(records.length, ended.stderr).toBe(++kept);
  return { ...ended, record: records.at(-1) };
}

const smoked = (directory = shipped) =>
  tried(["ops", "smoke", "staging", "--yes"], { logs: true, directory });

/** What failed, without the numbers of this run. */
const failed = (record: EvidenceRecord | undefined) =>
  (record?.failures ?? []).map(({ what, requirements }) => [what.split(": ")[0], requirements]);

const stepsAfter = (first: string) => {
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ["hidden", ["G12"]],
    ["enrich", ["G12"]],
    ["enriched", ["G12", "P04", "P19"]],
    ["report", ["G12"]],
    ["reported", ["G12", "G03"]],
    ["invite", ["G12", "G04"]],
    ["remove", ["G12"]],
  ];
  return steps.slice(steps.findIndex(([name]) => name === first));
};

const found: readonly (readonly [Fault, readonly (readonly [string, readonly string[]])[]])[] = [
  [
    "auth-open",
    [
      ["api GET /api/companies is closed", ["K10", "K22", "P19"]],
      ["api closes all else", ["K02", "K10", "K26"]],
    ],
  ],
  // A step that shows it too, and those that would have built on it.
  ["tenant-leak", [["api /api/companies/1 is another tenant's", ["G13"]], ...stepsAfter("hidden")]],
  ["pii-in-logs", [["logs hold nothing confidential", ["K22", "P12"]]]],
  ["cors-wide", [["api is silent to foreign pages", ["C05", "W08", "K22"]]]],
  ["no-429", [["api answers 429 to a burst", ["C06", "K22"]]]],
  ["ghost-route", [["api has no ghost routes", ["K02"]]]],
  ["worker-stuck", stepsAfter("enriched")],
];

describe("a smoke test of the sample product", { timeout: 240_000 }, () => {
  it("is green from the first check to the last, and shows no secret", async () => {
    const { status, stdout, record } = await smoked();
    expect([record?.failures, status]).toEqual([[], 0]);
    expect(record).toMatchObject({ kind: "smoke", result: "passed", through: { api: product.api } });
    expect(stdout).toContain("✔ api opens what is public: 3 of 3");
    for (const name of secrets) {
      expect(product.env[name]).toMatch(/^.{16,}/);
      expect(stdout + JSON.stringify(record)).not.toContain(product.env[name]);
    }
  });

  it.for(found)("finds %s, and nothing else", async ([fault, failures]) => {
    await product.again(fault);
    const { status, record } = await smoked(hasty);
    expect(record?.result).toBe("failed");
    expect([failed(record), status]).toEqual([failures, 1]);
  });
});

describe("the sample product, looked at from outside", { timeout: 120_000 }, () => {
  beforeAll(() => product.again(), 60_000);

  it("stands, and its pages load in a real browser", async () => {
    const from = Date.now();
    const looked = await tried(["emergency", "sanity", "staging"]);
    expect(Date.now() - from).toBeLessThan(30_000);
    expect([looked.record?.failures, looked.status]).toEqual([[], 0]);
    expect(looked.stdout).toContain("no breaker is active");
    expect(looked.record).toMatchObject({ kind: "sanity", measurements: { checks: 4, breakersActive: 0 } });

    const loaded = await tried(["ops", "page-load", "staging", "--yes"]);
    expect([loaded.record?.failures, loaded.status]).toEqual([[], 0]);
    expect(loaded.record).toMatchObject({ kind: "page-load", measurements: { loads: 5, limitMs: 3000 } });
    expect(loaded.record?.measurements.medianMs).toBeGreaterThan(0);
  });

  it("does not load where it is away, and says so in the record", async () => {
    const { record, status } = await tried(["ops", "page-load", "staging", "--yes"], { pages: false });
    expect(status).not.toBe(0);
    expect(record).toMatchObject({ kind: "page-load", result: "failed" });
  });
});
