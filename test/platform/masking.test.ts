import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { logGroup } from "../../components/watch/log-group.ts";
import { type Masked, masking } from "../../components/watch/masking.ts";
import { declare } from "./declare.ts";
import { everyStack, platform } from "./platforms.ts";
import { place } from "./stores.ts";

const policyType = "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy";
const taskType = "aws:ecs/taskDefinition:TaskDefinition";

const masked = (identifiers: Masked, partition = "aws") =>
  declare(() => {
    const parent = new pulumi.ComponentResource("shop:Task", "task");
    const log = logGroup("log", "/shop/api", { days: 30, keyArn: "arn:key" }, parent);
    masking("masking", { ...place, partition }, { logGroup: log, identifiers }, parent);
  });

describe("what nobody reads in a log", () => {
  it("is looked for and masked, by one list (K22)", async () => {
    const { logGroupName, policyDocument } = (await masked(["EmailAddress", "AwsSecretKey"])).only(
      policyType,
    );
    const DataIdentifier = [
      "arn:aws:dataprotection::aws:data-identifier/EmailAddress",
      "arn:aws:dataprotection::aws:data-identifier/AwsSecretKey",
    ];
    expect(logGroupName).toBe("/shop/api");
    expect(JSON.parse(String(policyDocument))).toEqual({
      Name: "masked",
      Version: "2021-06-01",
      Statement: [
        { Sid: "Find", DataIdentifier, Operation: { Audit: { FindingsDestination: {} } } },
        { Sid: "Mask", DataIdentifier, Operation: { Deidentify: { MaskConfig: {} } } },
      ],
    });
  });

  it("is named as the partition names it", async () => {
    const { policyDocument } = (await masked(["LatLong"], "aws-us-gov")).only(policyType);
    expect(policyDocument).toContain('"arn:aws-us-gov:dataprotection::aws:data-identifier/LatLong"');
  });

  it("may be nothing, and then there is no policy", async () => {
    expect((await masked([])).all(policyType)).toEqual([]);
  });

  it.each(everyStack)(
    "is masked in the log of every task of $product in $stack, before the task writes",
    async ({ product, stack }) => {
      const plan = await platform(stack, "resolved", product);
      const tasks = plan.declared.filter(({ type }) => type === taskType);
      const groups = new Set(plan.all(policyType).map(({ logGroupName }) => logGroupName));
      expect(tasks.length).toBeGreaterThan(0);
      for (const task of tasks) {
        const written: readonly { logConfiguration: { options: Record<string, string> } }[] = JSON.parse(
          String(task.inputs.containerDefinitions),
        );
        const names = written.map(({ logConfiguration }) => logConfiguration.options["awslogs-group"]);
        expect(names.filter((name) => !groups.has(name))).toEqual([]);
        expect(task.after.filter((name) => name.endsWith("-log-masking"))).not.toEqual([]);
      }
    },
  );
});
