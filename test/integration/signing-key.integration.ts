import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { nobody, running } from "../cli/running.ts";
import { Product } from "./product.ts";

// Real: the sample product, broken on purpose by `secret-default`, and the command as a person types it.
const evidence = mkdtempSync(join(tmpdir(), "golive-signing-"));
let product: Product | undefined;
beforeAll(async () => {
  product = await Product.start({ faults: ["secret-default"], pages: false });
}, 120_000);
afterAll(async () => {
  await product?.stop();
  rmSync(evidence, { recursive: true, force: true });
});

it("secret-default is found by the smoke test: tokens that a checkout's key signs", {
  timeout: 120_000,
}, async () => {
  if (!product) throw new Error("no product");
  const { api, env, logs } = product;
  const where = ["-d", "examples/product", "--evidence", evidence, "--through", `api=${api}`, "--logs", logs];
  const { status, stdout } = await running(
    ["ops", "smoke", "staging", "--yes", ...where],
    { ...env, ...nobody, PATH: process.env.PATH },
    120_000,
  );
  const { records } = await new EvidenceFolder(evidence, "rolodex-staging").read();
  // There are no pages in this run.
  const failures = records
    .flatMap((one) => one.failures)
    .filter(({ what }) => !/pages are|pages name|unknown paths/.test(what));

  expect([status, failures]).toEqual([
    1,
    [
      {
        what: "tokens are signed with JWT_SECRET: 1 of 1 are signed with another key, a default of the source perhaps",
        requirements: ["C03", "G08", "W07"],
      },
    ],
  ]);
  expect(env.JWT_SECRET).toMatch(/^.{32,}/);
  expect(stdout + JSON.stringify(records)).not.toContain(env.JWT_SECRET);
});
