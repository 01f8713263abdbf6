import { document, type Statement } from "../document.ts";
import { secretArn } from "../names.ts";
import { arnOf, type Place } from "../place.ts";
import { keyStatement } from "../secrets/key-class.ts";
import type { PinnedImage } from "./image.ts";

export interface ExecutionArgs {
  readonly images: readonly PinnedImage[];
  readonly logGroupName: string;
  readonly secrets: readonly string[];
}

/** What ECS may do to start one task: pull its images, write its log, read its secrets. */
export const executionPolicy = (place: Place, { images, logGroupName, secrets }: ExecutionArgs): string =>
  document(
    {
      Sid: "WriteLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: arnOf(place, "logs", `log-group:${logGroupName}:log-stream:*`),
    },
    ...pull(images),
    ...(secrets.length > 0 ? read(place, secrets) : []),
  );

/** The login to ECR is not tied to a repository, so IAM wants `*` for it. */
function pull(images: readonly PinnedImage[]): readonly Statement[] {
  const [first, ...others] = [...new Set(images.flatMap(({ repositoryArn }) => repositoryArn ?? []))];
  if (first === undefined) return [];
  return [
    { Sid: "LogIn", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Sid: "PullImage",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: others.length > 0 ? [first, ...others] : first,
    },
  ];
}

/** The secrets, and their key for nothing but them. */
function read(place: Place, secrets: readonly string[]): readonly Statement[] {
  const arns = [...new Set(secrets)].sort().map((name) => secretArn(place, name));
  return [
    { Sid: "ReadSecrets", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: arns },
    keyStatement(place, "secrets", "secretsmanager", ["kms:Decrypt"], arns),
  ];
}
