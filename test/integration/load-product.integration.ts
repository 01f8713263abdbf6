import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EvidenceFolder } from "../../evidence/folder.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import { running } from "../cli/running.ts";
import { root } from "../config/writing.ts";
import { Product } from "./product.ts";
import type { Fault } from "./product-processes.ts";

let kept: string;
let product: Product;
beforeAll(async () => {
  product = await Product.start({ pages: false });
}, 180_000);
afterAll(() => product?.stop());
beforeEach(() => {
  kept = mkdtempSync(join(tmpdir(), "golive-evidence-"));
});
afterEach(() => rmSync(kept, { recursive: true, force: true }));

/** A trial as people type it, on the sample product of this machine. */
async function tried(command: readonly string[], ...faults: Fault[]) {
  await product.again(...faults);
  const ended = await running(
    [
      ...["ops", ...command, "-d", join(root, "examples/product"), "--evidence", kept],
      ...["--through", `api=${product.api}`],
    ],
    { ...product.env, PATH: process.env.PATH },
  );
  const record = (await new EvidenceFolder(kept, "rolodex-staging").read()).records.at(-1);
  return { ...ended, record };
}
/** A machine that does much else answers late: what must pass is tried anew then, as people would. */
async function triedAnew(command: readonly string[]) {
  for (let times = 1; ; times++) {
    const ended = await tried(command);
    if (ended.status !== 1 || times === 3) return ended;
  }
}
const rows = (record: EvidenceRecord | undefined) =>
  record?.failures.flatMap(({ requirements }) => requirements);

const unhurried = { timeout: 180_000 };

describe("ops load on the sample product", unhurried, () => {
  const load = ["load", "staging", "--minutes", "0.05", "--yes"];

  it("passes where nothing is wrong with it", async () => {
    const { status, record, stdout } = await triedAnew(load);
    expect([status, record?.result, record?.failures]).toEqual([0, "passed", []]);
    expect(stdout).toContain("written down as a rehearsal:");
  });

  it("finds that it is slow", async () => {
    const { status, record } = await tried(load, "slow");
    expect(status).toBe(1);
    expect(rows(record)).toEqual(expect.arrayContaining(["C17"]));
  });

  it("finds that it fails", async () => {
    const { status, record } = await tried(load, "errors");
    expect(status).toBe(1);
    expect(rows(record)).toContain("K03");
  });
});

describe("ops soak on the sample product", unhurried, () => {
  it("passes in a short rehearsal, with the database asked meanwhile", async () => {
    const { status, record } = await triedAnew(["soak", "staging", "--minutes", "0.05", "--yes"]);
    expect([status, record?.failures]).toEqual([0, []]);
    expect(record?.measurements.databaseFailed).toBe(0);
  });
});

describe("ops watch on the sample product", unhurried, () => {
  it("finds that it is slow", async () => {
    const { status, record } = await tried(["watch", "staging", "--minutes", "0.05"], "slow");
    expect(status).toBe(1);
    expect(rows(record)).toContain("K07");
  });
});
