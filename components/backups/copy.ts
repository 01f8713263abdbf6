import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { document } from "../document.ts";
import { durable } from "../durable.ts";
import { arnOf, type Place } from "../place.ts";
import { owner } from "../secrets/key-policy.ts";

/** A vault in another region, under a key of that region: what it holds can be opened when this region cannot (C18). */
export interface Copy {
  readonly place: Place;
  readonly vaultArn: string;
  readonly keyAlias: string;
}

/** Where a stack's copies stand: known before anything exists. */
export function copyAt(place: Place, region: string): Copy {
  const there = { ...place, region };
  return {
    place: there,
    vaultArn: arnOf(there, "backup", `backup-vault:${copyVaultName(place)}`),
    keyAlias: `alias/${place.prefix}-copies`,
  };
}

const copyVaultName = (place: Place): string => `${place.prefix}-copies`;

/** Makes the vault with its key, and answers with what a plan waits for. */
export function copyVault(
  name: string,
  { place, keyAlias }: Copy,
  lock: { readonly minRetentionDays: number; readonly maxRetentionDays: number },
  parent: pulumi.Resource,
): pulumi.Resource[] {
  const { region } = place;
  const key = new aws.kms.Key(
    `${name}-key`,
    {
      region,
      description: `${place.prefix}: copies of backups`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: document(owner(place)),
    },
    durable(parent),
  );
  const alias = new aws.kms.Alias(
    `${name}-key-alias`,
    { region, name: keyAlias, targetKeyId: key.keyId },
    durable(parent),
  );
  const vault = new aws.backup.Vault(
    `${name}-vault`,
    { region, name: copyVaultName(place), kmsKeyArn: key.arn, forceDestroy: false },
    durable(parent),
  );
  new aws.backup.VaultLockConfiguration(
    `${name}-lock`,
    { region, backupVaultName: vault.name, ...lock },
    durable(parent),
  );
  return [vault, alias];
}
