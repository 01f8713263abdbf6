import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readStackFile } from "../../config/stack-file.ts";
import type { ResourceShape } from "../../readiness/evaluation/order.ts";
import { parityOf } from "../../readiness/parity/parity.ts";

const side = (stack: "staging" | "production", shapes: readonly ResourceShape[], mayDiffer = {}) => {
  const file = readStackFile(join(import.meta.dirname, "../..", `Pulumi.${stack}.yaml`));
  if ("mistakes" in file) throw new Error(`the ${stack} file is wrong`);
  return { stack, config: { ...file.config, mayDiffer }, shapes };
};

const shape = (
  type: string,
  name: string,
  values: ResourceShape["values"],
  more: Partial<ResourceShape> = {},
): ResourceShape => ({
  type,
  name,
  urn: `urn:pulumi:x::golive::${type}::${name}`,
  protect: false,
  values,
  uses: {},
  ...more,
});

const compared = (staging: readonly ResourceShape[], production: readonly ResourceShape[], mayDiffer = {}) =>
  parityOf(side("production", production, mayDiffer), side("staging", staging)).map(
    ({ resource, path, intended, why }) => `${resource} ${path}: ${intended ? why : "not meant"}`,
  );

const database = "aws:rds/instance:Instance";
const task = "golive:run:Task";
const variables = (...environment: readonly { name: string; value: string }[]) => ({
  containers: [{ name: "api", environment }],
});

describe("parity", () => {
  it("takes each side's own words out", () => {
    expect(
      compared(
        [
          shape(database, "database", {
            identifier: "prospector-staging-database",
            kind: "arn:aws:rds:eu-central-1:444455556666:db",
          }),
        ],
        [
          shape(database, "database", {
            identifier: "prospector-production-database",
            kind: "arn:aws:rds:eu-central-1:111122223333:db",
          }),
        ],
      ),
    ).toEqual([]);
  });

  it("takes the same word on both sides for the same, also when it is an environment's name", () => {
    const same = variables({ name: "NODE_ENV", value: "production" });
    expect(compared([shape(task, "api", same)], [shape(task, "api", same)])).toEqual([]);
  });

  it("lets sizes differ, and says why", () => {
    expect(
      compared(
        [shape(database, "database", { multiAz: false })],
        [shape(database, "database", { multiAz: true })],
      ),
    ).toEqual([`${database} database multiAz: no standby in staging`]);
  });

  it("lets no protection differ", () => {
    expect(
      compared(
        [shape(database, "database", { storageEncrypted: false })],
        [shape(database, "database", { storageEncrypted: true }, { protect: true })],
      ),
    ).toEqual([
      `${database} database (protect): not meant`,
      `${database} database storageEncrypted: not meant`,
    ]);
  });

  it("sees a resource that only one side has, and one that is computed from another", () => {
    expect(
      compared(
        [shape(database, "database", {}, { uses: { kmsKeyId: ["keys-logs"] } })],
        [
          shape(database, "database", {}, { uses: { kmsKeyId: ["keys-data"] } }),
          shape("aws:sns/topic:Topic", "pages", {}),
        ],
      ),
    ).toEqual([
      "aws:rds/instance:Instance database (computed from).kmsKeyId: not meant",
      "aws:sns/topic:Topic pages : not meant",
    ]);
  });

  it("lets a variable differ only where the product says so, with its reason", () => {
    const sides = [
      [shape(task, "api", variables({ name: "POOL", value: "5" }, { name: "MODE", value: "a" }))],
      [shape(task, "api", variables({ name: "POOL", value: "10" }, { name: "MODE", value: "b" }))],
    ] as const;
    expect(compared(...sides, { POOL: "a smaller database" })).toEqual([
      "golive:run:Task api containers.api.environment.MODE.value: not meant",
      "golive:run:Task api containers.api.environment.POOL.value: a smaller database",
    ]);
  });
});
