import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { EvidenceFolder } from "../../evidence/folder.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import { type Ended, nobody, running } from "../cli/running.ts";
import { type Fault, Product } from "./product.ts";

const evidence = mkdtempSync(join(tmpdir(), "golive-smoke-"));
afterAll(() => rmSync(evidence, { recursive: true, force: true }));

/** Each command leaves one record more. */
let kept = 0;
let product: Product | undefined;
afterEach(async () => {
  await product?.stop();
  product = undefined;
});

const secrets = ["SMOKE_PASSWORD", "SMOKE_TOKEN", "TENANT_PROBE_TOKEN"];

/** The command as a person types it, on the sample product of this machine. */
async function tried(
  words: readonly string[],
  { logs = false }: { readonly logs?: boolean } = {},
): Promise<Ended & { readonly record: EvidenceRecord | undefined }> {
  if (!product) throw new Error("no product");
  const { env, api, pages } = product;
  const elsewhere = [`api=${api}`, ...(pages === "" ? [] : [`pages=${pages}`])];
  const ended = await running(
    [
      ...words,
      ...["-d", "examples/product", "--evidence", evidence],
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

const smoked = () => tried(["ops", "smoke", "staging", "--yes"], { logs: true });

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
    product = await Product.start();
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
    product = await Product.start({ faults: [fault], pages: false });
    const { status, record } = await smoked();
    expect(record?.result).toBe("failed");
    // There are no pages in this run.
    const others = failed(record).filter(
      ([what]) => !/pages are|pages name|unknown paths/.test(String(what)),
    );
    expect([others, status]).toEqual([failures, 1]);
  });
});

describe("the sample product, looked at from outside", { timeout: 120_000 }, () => {
  it("stands, and its pages load in a real browser", async () => {
    product = await Product.start();
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
    product = await Product.start({ pages: false });
    const { record, status } = await tried(["ops", "page-load", "staging", "--yes"]);
    expect(status).not.toBe(0);
    expect(record).toMatchObject({ kind: "page-load", result: "failed" });
  });
});
