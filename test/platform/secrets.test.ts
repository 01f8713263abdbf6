import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { Place } from "../../components/place.ts";
import { Keys } from "../../components/secrets/keys.ts";
import { Secrets } from "../../components/secrets/secrets.ts";
import type { Config } from "../../config/schema.ts";
import { declare } from "./declare.ts";

const place: Place = {
  prefix: "shop-staging",
  account: "111122223333",
  region: "eu-central-1",
  partition: "aws",
};
const settings: Config["secrets"] = {
  MAIL_TOKEN: { from: "provided", purpose: "sends mail" },
  JWT_SECRET: { from: "generated", purpose: "signs sessions", length: 48, rotation: "2026-11" },
  REDIS_URL: { from: "cache-url", purpose: "the queue" },
};
const secrets = () =>
  new Secrets("secrets", {
    place,
    settings,
    keyArn: "arn:key",
    composed: { "cache-url": "rediss://:token@cache:6379/0" },
  });

const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const passwordType = "random:index/randomPassword:RandomPassword";

describe("secrets", () => {
  it("have an entry each, under the product's own path, encrypted with its key", async () => {
    const plan = await declare(secrets);

    const entry = { kmsKeyId: "arn:key", recoveryWindowInDays: 30 };
    expect(plan.all(secretType)).toEqual([
      { name: "shop-staging/MAIL_TOKEN", description: "sends mail", ...entry },
      { name: "shop-staging/JWT_SECRET", description: "signs sessions", ...entry },
      { name: "shop-staging/REDIS_URL", description: "the queue", ...entry },
    ]);
  });

  it("are protected, and a value that rotates is not", async () => {
    const { declared } = await declare(secrets);

    expect(declared.filter(({ protect }) => protect).map(({ name }) => name)).toEqual([
      "secrets-MAIL_TOKEN",
      "secrets-JWT_SECRET",
      "secrets-REDIS_URL",
    ]);
  });

  it("get a value from the program, except where a person provides it", async () => {
    const plan = await declare(secrets);

    const versions = plan.declared.filter(({ type }) => type === versionType);
    expect(versions.map((version) => [version.name, version.uses("secretId")]).sort()).toEqual([
      ["secrets-JWT_SECRET-value", ["secrets-JWT_SECRET"]],
      ["secrets-REDIS_URL-value", ["secrets-REDIS_URL"]],
    ]);
    expect(plan.get(versionType, "secrets-JWT_SECRET-value").uses("secretString")).toEqual([
      "secrets-JWT_SECRET-random",
    ]);
    expect(plan.get(versionType, "secrets-REDIS_URL-value").inputs.secretString).toBe(
      "rediss://:token@cache:6379/0",
    );
  });

  it("are made long, without a character to escape, and anew when `rotation` changes", async () => {
    const plan = await declare(secrets);

    expect(plan.only(passwordType)).toEqual({ length: 48, special: false, keepers: { rotation: "2026-11" } });
  });

  it("leave the component as addresses, those asked for and no others", async () => {
    await declare(() => {
      const given = secrets().of(["JWT_SECRET"]);
      expect(Object.keys(given)).toEqual(["JWT_SECRET"]);
      expect(given.JWT_SECRET?.name).toBe("shop-staging/JWT_SECRET");
    });
  });

  it("cannot be asked for by a name that is not declared", async () => {
    await declare(() => {
      expect(() => secrets().of(["JWT_SECRTE"])).toThrow(
        new pulumi.RunError("secrets: JWT_SECRTE is asked for and not declared"),
      );
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
      ],
      "keys-alerts": [
        account,
        [{ Service: "cloudwatch.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": "111122223333" } }],
        [{ Service: "events.amazonaws.com" }, undefined],
      ],
    });
  });
});
