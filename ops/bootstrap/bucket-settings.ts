import {
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { noBucket, type StateBucket } from "./bucket.ts";
import type { StateKey } from "./key.ts";
import { missing, otherwise, type Part, right } from "./part.ts";

const lockDays = 30;

/** Every state that ever was can be brought back for a while, by whoever deletes it too. */
export const versions = ({ s3, it, session }: StateBucket): Part => ({
  what: "every version of the state kept",
  look: async () => {
    const send = () => s3.send(new GetBucketVersioningCommand(it));
    const read = await session.find("read the bucket's versioning", "s3:GetBucketVersioning", noBucket, send);
    if (read === undefined) return missing;
    return read.Status === "Enabled" ? right : otherwise(`versioning is ${read.Status ?? "off"}`);
  },
  make: async () => {
    const VersioningConfiguration = { Status: "Enabled" } as const;
    const send = () => s3.send(new PutBucketVersioningCommand({ ...it, VersioningConfiguration }));
    await session.call("switch versioning on", "s3:PutBucketVersioning", send);
  },
});

/**
 * Nobody deletes a version for a month, unless allowed to bypass governance. A bucket that is there can be locked too, but
 * never unlocked again ("Configuring S3 Object Lock"); Pulumi's own lock files come and go as delete markers.
 */
export const lock = ({ s3, it, session }: StateBucket): Part => ({
  what: `every version locked for ${lockDays} days, which cannot be undone`,
  look: async () => {
    const send = () => s3.send(new GetObjectLockConfigurationCommand(it));
    const none = [...noBucket, "ObjectLockConfigurationNotFoundError"];
    const permission = "s3:GetBucketObjectLockConfiguration";
    const read = await session.find("read the bucket's object lock", permission, none, send);
    if (read?.ObjectLockConfiguration?.ObjectLockEnabled !== "Enabled") return missing;
    const { Mode, Days, Years } = read.ObjectLockConfiguration.Rule?.DefaultRetention ?? {};
    if (Mode === undefined) return otherwise("object lock without a default");
    const days = Days ?? (Years ?? 0) * 365;
    return days >= lockDays ? right : otherwise(`${Mode} for ${days} days`);
  },
  make: async () => {
    const ObjectLockConfiguration = {
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: lockDays } },
    } as const;
    const send = () => s3.send(new PutObjectLockConfigurationCommand({ ...it, ObjectLockConfiguration }));
    await session.call("lock new versions", "s3:PutBucketObjectLockConfiguration", send);
  },
});

export const encryption = ({ s3, it, session }: StateBucket, key: StateKey): Part => ({
  what: "new objects encrypted with that key",
  look: async () => {
    const send = () => s3.send(new GetBucketEncryptionCommand(it));
    const none = [...noBucket, "ServerSideEncryptionConfigurationNotFoundError"];
    const permission = "s3:GetEncryptionConfiguration";
    const read = await session.find("read the bucket's encryption", permission, none, send);
    if (read === undefined) return missing;
    const rule = read.ServerSideEncryptionConfiguration?.Rules?.[0];
    const { SSEAlgorithm = "none", KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
    const wanted = (await key.find())?.Arn;
    if (SSEAlgorithm !== "aws:kms" || wanted === undefined || KMSMasterKeyID !== wanted)
      return otherwise([SSEAlgorithm, KMSMasterKeyID].filter(Boolean).join(" with "));
    return rule?.BucketKeyEnabled ? right : otherwise("no bucket key: every object would ask KMS");
  },
  make: async () => {
    const byDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: await key.arn() } as const;
    const rule = { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true };
    const ServerSideEncryptionConfiguration = { Rules: [rule] };
    const send = () => s3.send(new PutBucketEncryptionCommand({ ...it, ServerSideEncryptionConfiguration }));
    await session.call("encrypt new objects", "s3:PutEncryptionConfiguration", send);
  },
});

const closed = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const noPublicAccess = ({ s3, it, session }: StateBucket): Part => ({
  what: "public access blocked",
  look: async () => {
    const send = () => s3.send(new GetPublicAccessBlockCommand(it));
    const none = [...noBucket, "NoSuchPublicAccessBlockConfiguration"];
    const permission = "s3:GetBucketPublicAccessBlock";
    const read = await session.find("read the bucket's public access block", permission, none, send);
    if (read === undefined) return missing;
    const set = read.PublicAccessBlockConfiguration ?? {};
    const open = Object.keys(closed).filter((name) => Reflect.get(set, name) !== true);
    return open.length === 0 ? right : otherwise(`not set: ${open.join(", ")}`);
  },
  make: async () => {
    const send = () =>
      s3.send(new PutPublicAccessBlockCommand({ ...it, PublicAccessBlockConfiguration: closed }));
    await session.call("block public access", "s3:PutBucketPublicAccessBlock", send);
  },
});

export const ownership = ({ s3, it, session }: StateBucket): Part => ({
  what: "access by policies alone, without ACLs",
  look: async () => {
    const send = () => s3.send(new GetBucketOwnershipControlsCommand(it));
    const none = [...noBucket, "OwnershipControlsNotFoundError"];
    const permission = "s3:GetBucketOwnershipControls";
    const read = await session.find("read the bucket's ownership", permission, none, send);
    const found = read?.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
    if (found === undefined) return missing;
    return found === "BucketOwnerEnforced" ? right : otherwise(found);
  },
  make: async () => {
    const OwnershipControls = { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" } as const] };
    const send = () => s3.send(new PutBucketOwnershipControlsCommand({ ...it, OwnershipControls }));
    await session.call("switch ACLs off", "s3:PutBucketOwnershipControls", send);
  },
});
