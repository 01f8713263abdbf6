import { join } from "node:path";
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  ListBucketsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { bootstrap as prepare } from "../../ops/bootstrap.ts";
import { targetAt } from "../../ops/target.ts";
import { BackupSettings } from "../cli/backup-settings.ts";
import { Folder, nobody, provider, running } from "../cli/running.ts";
import { account, Moto, region } from "./moto.ts";

const bucket = `prospector-staging-pulumi-state-${account}`;
const alias = "alias/prospector-staging-pulumi";
const state = { Bucket: bucket };

let moto: Moto;
let folder: Folder;
let kms: KMSClient;
let s3: S3Client;
let backup: BackupSettings;
let environment: Readonly<Record<string, string>>;

const nothing = { RDS: false, Aurora: false, S3: false, EFS: true };

beforeAll(async () => {
  moto = await Moto.start();
  folder = new Folder().write({ account });
  kms = new KMSClient(moto.client);
  s3 = new S3Client(moto.client);
  backup = await BackupSettings.start(nothing);
  environment = { ...moto.environment, AWS_ENDPOINT_URL_BACKUP: backup.endpoint.url };
});
afterAll(async () => {
  folder?.[Symbol.dispose]();
  await backup?.[Symbol.asyncDispose]();
  await moto?.stop();
});
beforeEach(async () => {
  backup.kinds = nothing;
  await moto.reset();
});

const bootstrap = (...args: readonly string[]) =>
  running(["ops", "bootstrap", "staging", "-d", folder.path, ...args], { ...nobody, ...environment });

/** The marks that a run printed before what it saw. */
const marks = (stdout: string): string =>
  [...stdout.matchAll(/^ {2}([✔+~!]) /gmu)].map(([, mark]) => mark).join("");

const keys = async () => (await kms.send(new ListKeysCommand({}))).Keys ?? [];
const buckets = async () => (await s3.send(new ListBucketsCommand({}))).Buckets ?? [];
const keyArn = async () => (await kms.send(new DescribeKeyCommand({ KeyId: alias }))).KeyMetadata?.Arn ?? "";

describe("ops bootstrap", () => {
  it("only says what it would do", async () => {
    const { status, stdout, stderr } = await bootstrap();

    expect([status, stderr, marks(stdout)]).toEqual([1, "", `${"+".repeat(11)}~`]);
    expect(stdout).toContain("found: RDS off; Aurora off, which this stack does not use; S3 off");
    expect(stdout).toContain("Dry run: nothing was changed.");
    expect(stdout).toContain(`./golive ops bootstrap staging -d ${folder.path} --yes`);
    expect([await keys(), await buckets(), backup.kinds]).toEqual([[], [], nothing]);
  });

  it("makes the key: rotating, of this account alone, with the stack's tags", async () => {
    const { status, stderr } = await bootstrap("--yes");

    expect([status, stderr]).toEqual([0, ""]);
    const KeyId = await keyArn();
    const policy = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
    expect(JSON.parse(policy.Policy ?? "").Statement).toEqual([
      {
        Sid: "IamOfThisAccountDecides",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ]);
    expect((await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled).toBe(true);
    const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
    expect(Object.fromEntries(Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]))).toEqual({
      product: "prospector",
      environment: "staging",
      owner: "growth",
      "managed-by": "golive",
      "pulumi-state-key": alias,
    });
  });

  it("makes the bucket: versioned, locked, encrypted with the key, closed, over TLS alone", async () => {
    await bootstrap("--yes");

    expect((await s3.send(new GetBucketVersioningCommand(state))).Status).toBe("Enabled");
    expect(
      (await s3.send(new GetObjectLockConfigurationCommand(state))).ObjectLockConfiguration,
    ).toMatchObject({
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 30 } },
    });
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand(state));
    expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: await keyArn() },
        BucketKeyEnabled: true,
      },
    ]);
    expect((await s3.send(new GetPublicAccessBlockCommand(state))).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    expect((await s3.send(new GetBucketOwnershipControlsCommand(state))).OwnershipControls?.Rules).toEqual([
      { ObjectOwnership: "BucketOwnerEnforced" },
    ]);
    const { Policy = "" } = await s3.send(new GetBucketPolicyCommand(state));
    expect(JSON.parse(Policy).Statement).toEqual([onlyTls]);
    expect((await s3.send(new GetBucketLifecycleConfigurationCommand(state))).Rules).toMatchObject([
      oldVersions,
    ]);
  });

  it("switches on that AWS Backup works on what the stack keeps, and on nothing else", async () => {
    await bootstrap("--yes");

    expect(backup.kinds).toEqual({ RDS: true, Aurora: false, S3: true, EFS: true });
  });

  it("ends with what to type next", async () => {
    const { stdout } = await bootstrap("--yes");
    expect(stdout.split("Next:\n")[1]).toBe(
      [
        `  pulumi login 's3://${bucket}?region=${region}'`,
        `  pulumi stack init staging --secrets-provider='${provider}'`,
        "",
      ].join("\n"),
    );
  });

  it("leaves alone what is right, and says so", async () => {
    await bootstrap("--yes");
    const before = await keys();
    for (const args of [[], ["--yes"]]) {
      const { status, stdout } = await bootstrap(...args);

      expect([status, marks(stdout)]).toEqual([0, "✔".repeat(12)]);
      expect(stdout).not.toContain("done:");
    }
    expect(await keys()).toEqual(before);
  });

  it("goes on with a key that an interrupted run made and did not name", async () => {
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({
        KeyUsage: "ENCRYPT_DECRYPT",
        Tags: [{ TagKey: "pulumi-state-key", TagValue: alias }],
      }),
    );
    await kms.send(
      new CreateKeyCommand({ Tags: [{ TagKey: "pulumi-state-key", TagValue: "alias/another" }] }),
    );
    await bootstrap("--yes");

    expect(await keyArn()).toBe(KeyMetadata?.Arn);
    expect(await keys()).toHaveLength(2);
  });
});

const onlyTls = {
  Sid: "OnlyOverTls",
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: "s3:*",
  Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const oldVersions = {
  ID: "old-versions",
  Status: "Enabled",
  NoncurrentVersionExpiration: { NoncurrentDays: 180 },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
};

describe("ops bootstrap, where a bucket is there already,", () => {
  const theirs = {
    ...onlyTls,
    Sid: "Theirs",
    Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
  };
  const rule: LifecycleRule = {
    ID: "theirs",
    Status: "Enabled",
    Filter: { Prefix: "" },
    NoncurrentVersionExpiration: { NoncurrentDays: 365 },
  };
  const make = (ObjectLockEnabledForBucket = false) =>
    s3.send(
      new CreateBucketCommand({
        ...state,
        ObjectLockEnabledForBucket,
        CreateBucketConfiguration: { LocationConstraint: "eu-central-1" },
      }),
    );
  const rules = (Rules: LifecycleRule[]) =>
    s3.send(new PutBucketLifecycleConfigurationCommand({ ...state, LifecycleConfiguration: { Rules } }));
  const policy = (...Statement: object[]) =>
    s3.send(
      new PutBucketPolicyCommand({ ...state, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) }),
    );

  it("shows what is wrong with it, corrects it, and keeps what others put there", async () => {
    await make();
    const byS3 = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } } as const;
    const ServerSideEncryptionConfiguration = { Rules: [byS3] };
    await s3.send(new PutBucketEncryptionCommand({ ...state, ServerSideEncryptionConfiguration }));
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true, IgnorePublicAcls: true };
    await s3.send(new PutPublicAccessBlockCommand({ ...state, PublicAccessBlockConfiguration }));
    await policy(theirs);
    await rules([rule, { ...rule, ID: "old-versions" }]);

    const dry = await bootstrap();
    expect([dry.status, marks(dry.stdout)]).toEqual([1, "+++✔~+~~+~~~"]);
    expect([...dry.stdout.matchAll(/found: (.*)/g)].map(([, found]) => found)).toEqual([
      "versioning is off",
      "AES256",
      "not set: BlockPublicPolicy, RestrictPublicBuckets",
      "a policy that takes requests without TLS",
      "a rule old-versions that says something else",
      "RDS off; Aurora off, which this stack does not use; S3 off",
    ]);

    expect((await bootstrap("--yes")).status).toBe(0);
    const { Policy = "" } = await s3.send(new GetBucketPolicyCommand(state));
    expect(JSON.parse(Policy).Statement).toEqual([theirs, onlyTls]);
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand(state));
    expect(Rules?.map(({ ID }) => ID)).toEqual(["theirs", "old-versions"]);
  });

  it("does not weaken a lock that holds longer", async () => {
    await make(true);
    const strict = { Mode: "COMPLIANCE", Days: 90 } as const;
    const ObjectLockConfiguration = {
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: strict },
    } as const;
    await s3.send(new PutObjectLockConfigurationCommand({ ...state, ObjectLockConfiguration }));
    await bootstrap("--yes");

    const read = await s3.send(new GetObjectLockConfigurationCommand(state));
    expect(read.ObjectLockConfiguration?.Rule?.DefaultRetention).toMatchObject(strict);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["rules that delete the state in use", () => rules([{ ...rule, Expiration: { Days: 90 } }]), "theirs"],
    [
      "rules that delete old versions sooner",
      () => rules([{ ...rule, NoncurrentVersionExpiration: { NoncurrentDays: 7 } }]),
      "rules that delete state: theirs",
    ],
    [
      "a policy that lets in another account",
      () => policy({ ...theirs, Effect: "Allow", Principal: { AWS: "arn:aws:iam::999900001111:root" } }),
      "its policy lets in arn:aws:iam::999900001111:root",
    ],
  ])("leaves %s to a person, and changes nothing", async (_, prepare, found) => {
    await make();
    await prepare();
    const { status, stdout } = await bootstrap("--yes");

    expect(status).toBe(1);
    expect(stdout).toContain(found);
    expect(stdout).toContain("yours to decide: take them out by");
    expect(stdout).toContain("Nothing was changed: what has a ! is for a person to decide.");
    expect([await keys(), backup.kinds]).toEqual([[], nothing]);
  });
});

describe("ops bootstrap, where the key is there already,", () => {
  it.each<[string, (arn: string) => Promise<unknown>, RegExp]>([
    [
      "that somebody disabled",
      (arn) => kms.send(new DisableKeyCommand({ KeyId: arn.split("/").at(-1) })),
      /key\/[\w-]+ is Disabled\n {6}yours to decide: somebody meant that/,
    ],
    [
      "that lets in everybody",
      (KeyId) => {
        const Statement = [{ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" }];
        const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
        return kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy }));
      },
      /found: it lets in \*\n/,
    ],
  ])("leaves one %s to a person", async (_, prepare, says) => {
    await bootstrap("--yes");
    await prepare(await keyArn());
    const { status, stdout } = await bootstrap("--yes");

    expect(status).toBe(1);
    expect(stdout).toMatch(says);
    expect(stdout).not.toContain("done:");
  });
});

describe("ops bootstrap, in its steps,", () => {
  beforeEach(() => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  });
  afterEach(() => vi.unstubAllEnvs());

  const run = (made: (what: string) => unknown, signal = new AbortController().signal) => {
    const listener = {
      begin: () => undefined,
      seen: () => undefined,
      made: ({ what }: { readonly what: string }) => void made(what),
    };
    const manner = { act: true, signal, prove: { times: 2, everyMs: 0 } };
    return prepare(targetAt(join(folder.path, "Pulumi.staging.yaml")), listener, manner);
  };

  it("ends between two of them when interrupted, and goes on from there the next time", async () => {
    const made: string[] = [];
    const until = (steps: number) => {
      const stop = new AbortController();
      return run((what) => made.push(what) === steps && stop.abort(), stop.signal);
    };

    expect(await until(1)).toEqual({ end: "interrupted" });
    expect(made).toEqual([`KMS key ${alias}`]);
    expect(await buckets()).toEqual([]);

    expect(await until(4)).toEqual({ end: "interrupted" });
    expect(made.slice(1)).toEqual([
      "a new key version every year",
      `bucket ${bucket} for Pulumi's state`,
      "every version of the state kept",
    ]);

    expect(await until(Number.POSITIVE_INFINITY)).toMatchObject({ end: "ready" });
    expect(await keys()).toHaveLength(1);
  });

  it("is not proven where AWS shows something else in the end", async () => {
    const undone: Promise<unknown>[] = [];
    const end = await run((what) => {
      if (what !== "access by policies alone, without ACLs") return;
      undone.push(keyArn().then((KeyId) => kms.send(new DisableKeyRotationCommand({ KeyId }))));
    });
    await Promise.all(undone);

    expect(end).toMatchObject({ end: "unproven", parts: [{ what: "a new key version every year" }] });
  });
});
