import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { Place } from "../../components/place.ts";
import { Lambda } from "../../components/run/lambda.ts";
import { Keys } from "../../components/secrets/keys.ts";
import { rotatesSecrets } from "../../components/secrets/rotation-policy.ts";
import { type SecretEntry, Secrets } from "../../components/secrets/secrets.ts";
import { declare } from "./declare.ts";

const place: Place = {
  prefix: "shop-staging",
  account: "111122223333",
  region: "eu-central-1",
  partition: "aws",
};
const entries: Readonly<Record<string, SecretEntry>> = {
  MAIL_TOKEN: {
    purpose: "sends mail",
    madeBy: "person",
    probe: "none",
    maxAgeDays: 180,
    readers: ["shop-staging-api-execution", "shop-staging-secrets-check-function"],
  },
  JWT_SECRET: {
    purpose: "signs sessions",
    madeBy: "values",
    probe: "none",
    days: 30,
    maxAgeDays: 60,
    readers: ["shop-staging-values-function"],
  },
};
const secrets = () => new Secrets("secrets", { place, entries, keyArn: "arn:key" });
const maker = () =>
  new Lambda("values", {
    place,
    folder: "values",
    description: "makes values",
    settings: {},
    timeoutSeconds: 60,
    memoryMiB: 128,
    statements: [],
    logs: { days: 30, keyArn: "arn:logs" },
  });

const secretType = "aws:secretsmanager/secret:Secret";
const policyType = "aws:secretsmanager/secretPolicy:SecretPolicy";
const rotationType = "aws:secretsmanager/secretRotation:SecretRotation";
const invocationType = "aws:lambda/invocation:Invocation";

describe("secrets", () => {
  it("have an entry each, under the product's own path, encrypted with its key", async () => {
    const plan = await declare(secrets);

    const entry = { kmsKeyId: "arn:key", recoveryWindowInDays: 30 };
    expect(plan.all(secretType)).toEqual([
      {
        name: "shop-staging/MAIL_TOKEN",
        description: "sends mail",
        tags: { "made-by": "person", "max-age-days": "180" },
        ...entry,
      },
      {
        name: "shop-staging/JWT_SECRET",
        description: "signs sessions",
        tags: { "made-by": "values", "max-age-days": "60" },
        ...entry,
      },
    ]);
  });

  it("are protected", async () => {
    const { declared } = await declare(secrets);

    expect(declared.filter(({ protect }) => protect).map(({ name }) => name)).toEqual([
      "secrets-MAIL_TOKEN",
      "secrets-JWT_SECRET",
    ]);
  });

  it("are never given a value by the program", async () => {
    const plan = await declare(() => secrets().rotate("values", maker()));

    expect(plan.all("aws:secretsmanager/secretVersion:SecretVersion")).toEqual([]);
    expect(plan.declared.filter(({ type }) => type.startsWith("random:"))).toEqual([]);
  });

  it("refuse whoever is not named as a reader", async () => {
    const plan = await declare(secrets);

    const policy = plan.get(policyType, "secrets-MAIL_TOKEN-readers");
    expect(policy.uses("secretArn")).toEqual(["secrets-MAIL_TOKEN"]);
    expect(JSON.parse(String(policy.inputs.policy)).Statement).toEqual([
      {
        Sid: "OnlyItsReaders",
        Effect: "Deny",
        Principal: "*",
        Action: "secretsmanager:GetSecretValue",
        Resource: "*",
        Condition: {
          ArnNotEquals: {
            "aws:PrincipalArn": [
              "arn:aws:iam::111122223333:role/shop-staging-api-execution",
              "arn:aws:iam::111122223333:role/shop-staging-secrets-check-function",
            ],
          },
        },
      },
    ]);
  });

  it("are rotated by the function that makes them, the first time at once, and nobody else's are", async () => {
    const plan = await declare(() => secrets().rotate("values", maker()));

    const [rotation, ...others] = plan.declared.filter(({ type }) => type === rotationType);
    expect(others).toEqual([]);
    expect(rotation?.inputs).toMatchObject({
      rotationRules: { automaticallyAfterDays: 30 },
      rotateImmediately: true,
    });
    expect(rotation?.uses("secretId")).toEqual(["secrets-JWT_SECRET"]);
    expect(rotation?.uses("rotationLambdaArn")).toEqual(["values-function"]);
    expect(rotation?.after).toContain("values-from-secretsmanager");
  });

  it("are waited for until their first value is there", async () => {
    const plan = await declare(() => {
      const made = secrets();
      made.rotate("values", maker());
      new aws.ssm.Parameter("reader", { type: "String", value: made.ref("JWT_SECRET").arn });
    });

    const wait = plan.get(invocationType, "secrets-JWT_SECRET-first-value");
    expect(wait.inputs.input).toBe(JSON.stringify({ await: "shop-staging/JWT_SECRET" }));
    expect(wait.after).toContain("secrets-JWT_SECRET-rotation");
    expect(plan.get("aws:ssm/parameter:Parameter", "reader").uses("value")).toEqual([
      "secrets-JWT_SECRET",
      "secrets-JWT_SECRET-first-value",
    ]);
  });

  it("admit Secrets Manager to the function, for secrets of this stack alone", async () => {
    const plan = await declare(() => secrets().rotate("values", maker()));

    expect(plan.only("aws:lambda/permission:Permission")).toMatchObject({
      principal: "secretsmanager.amazonaws.com",
      sourceArn: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-staging/*",
      sourceAccount: "111122223333",
    });
  });

  it("cannot be asked for by a name that is not declared", async () => {
    await declare(() => {
      expect(() => secrets().ref("JWT_SECRTE")).toThrow(
        new pulumi.RunError("secrets: JWT_SECRTE is asked for and not declared"),
      );
    });
  });

  it("give a rotating function exactly its own, their key, and the right to tell of it", () => {
    const [rotate, key, tell] = rotatesSecrets(place, ["JWT_SECRET"]);

    expect(rotate?.Resource).toEqual([
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-staging/JWT_SECRET-??????",
    ]);
    expect(key?.Action).toEqual(["kms:Decrypt", "kms:GenerateDataKey"]);
    expect(tell).toMatchObject({
      Action: "events:PutEvents",
      Resource: "arn:aws:events:eu-central-1:111122223333:event-bus/default",
      Condition: { StringEquals: { "events:source": "golive.rotation" } },
    });
  });
});

describe("keys", () => {
  const keyType = "aws:kms/key:Key";
  const keys = () => new Keys("keys", { place });

  it("are one per class of data, with an alias that roles know them by", async () => {
    const plan = await declare(keys);

    const aliases = plan.declared.filter(({ type }) => type === "aws:kms/alias:Alias");
    expect(aliases.map((alias) => [alias.inputs.name, alias.uses("targetKeyId")])).toEqual([
      ["alias/shop-staging-data", ["keys-data"]],
      ["alias/shop-staging-secrets", ["keys-secrets"]],
      ["alias/shop-staging-logs", ["keys-logs"]],
      ["alias/shop-staging-alerts", ["keys-alerts"]],
    ]);
  });

  it("turn over every year, and can be brought back for thirty days", async () => {
    const plan = await declare(keys);

    expect(plan.all(keyType)).toHaveLength(4);
    for (const key of plan.all(keyType))
      expect(key).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
    expect(plan.declared.filter(({ type, protect }) => type.startsWith("aws:kms/") && !protect)).toEqual([]);
  });

  it("open to the account's own IAM, and beyond it only to the services that write logs and pages", async () => {
    const plan = await declare(keys);

    const opened = plan.declared
      .filter(({ type }) => type === keyType)
      .map(({ name, inputs }) => [
        name,
        JSON.parse(String(inputs.policy)).Statement.map(
          ({ Principal, Condition }: Record<"Principal" | "Condition", unknown>) => [Principal, Condition],
        ),
      ]);
    const account = [{ AWS: "arn:aws:iam::111122223333:root" }, undefined];
    expect(Object.fromEntries(opened)).toEqual({
      "keys-data": [account],
      "keys-secrets": [account],
      "keys-logs": [
        account,
        [
          { Service: "logs.eu-central-1.amazonaws.com" },
          {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:111122223333:log-group:*",
            },
          },
        ],
        [
          { Service: "delivery.logs.amazonaws.com" },
          { StringEquals: { "aws:SourceAccount": "111122223333" } },
        ],
      ],
      "keys-alerts": [
        account,
        [{ Service: "cloudwatch.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": "111122223333" } }],
        [{ Service: "events.amazonaws.com" }, undefined],
        [{ Service: "events.rds.amazonaws.com" }, undefined],
        [
          { Service: "budgets.amazonaws.com" },
          {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws:budgets::111122223333:*" },
          },
        ],
      ],
    });
  });
});
