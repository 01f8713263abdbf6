import { DescribeSecretCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Stopped } from "../log.ts";

/** A secret's versions by their labels. */
export interface Stages {
  readonly arn: string;
  readonly name: string;
  /** The name without the prefix, as settings know it. */
  readonly short: string;
  readonly current: string | undefined;
  readonly previous: string | undefined;
  readonly empty: boolean;
  /** Whether a whole rotation has ended. */
  readonly rotated: boolean;
  labels(version: string): readonly string[];
}

/** Describes a secret of this stack; any other is none of this function's business, whatever its role would allow. */
export async function stagesOf(
  { prefix, secrets }: { readonly prefix: string; readonly secrets: SecretsManagerClient },
  secret: string,
): Promise<Stages> {
  const answer = await secrets.send(new DescribeSecretCommand({ SecretId: secret }));
  const name = answer.Name ?? "";
  if (!name.startsWith(`${prefix}/`)) throw new Stopped(`${name} is no secret of ${prefix}`);

  const versions = Object.entries(answer.VersionIdsToStages ?? {});
  const labelled = (label: string) => versions.find(([, labels]) => labels.includes(label))?.[0];
  return {
    arn: answer.ARN ?? secret,
    name,
    short: name.slice(prefix.length + 1),
    current: labelled("AWSCURRENT"),
    previous: labelled("AWSPREVIOUS"),
    empty: versions.length === 0,
    rotated: answer.LastRotatedDate !== undefined,
    labels: (version) => versions.find(([id]) => id === version)?.[1] ?? [],
  };
}
