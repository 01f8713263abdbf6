import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface RepositoryArgs {
  readonly name: string;
  readonly keyArn: pulumi.Input<string>;
}

/** A repository whose tags never move and whose images are scanned as they arrive (C08). Returns its address. */
export function repository(
  id: string,
  { name, keyArn }: RepositoryArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const made = new aws.ecr.Repository(
    `${id}-repository`,
    {
      name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: keyArn }],
    },
    { parent },
  );
  new aws.ecr.LifecyclePolicy(
    `${id}-repository-lifecycle`,
    { repository: made.name, policy: lifecycle },
    { parent },
  );
  return made.repositoryUrl;
}

/** Thirty releases stay, far more than a rollback needs; what lost its tag goes after a week. */
const lifecycle = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: "untagged images go after a week",
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      action: { type: "expire" },
    },
    {
      rulePriority: 2,
      description: "thirty images stay",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 },
      action: { type: "expire" },
    },
  ],
});
