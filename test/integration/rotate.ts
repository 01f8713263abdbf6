import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  DescribeSecretCommand,
  RotateSecretCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { account, type Moto, region } from "./moto.ts";

export type Step = "createSecret" | "setSecret" | "testSecret" | "finishSecret";
export const steps: readonly Step[] = ["createSecret", "setSecret", "testSecret", "finishSecret"];

/** What Secrets Manager asks a rotation function. */
export const question = (secret: string, token: string, step: Step) => ({
  Step: step,
  SecretId: secret,
  ClientRequestToken: token,
});

const roleName = "rotation";
const functionName = "rotation";

/** moto reserves a version as AWS does only where a function is named; this one is called by it and does nothing. */
async function nothingDoer(moto: Moto): Promise<string> {
  const role = new URLSearchParams({
    Action: "CreateRole",
    Version: "2010-05-08",
    RoleName: roleName,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    }),
  });
  const credential = `Credential=testing/20260101/us-east-1/iam/aws4_request`;
  await fetch(moto.endpoint, {
    method: "POST",
    headers: { authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=none` },
    body: role,
  });
  try {
    await new LambdaClient(moto.client).send(
      new CreateFunctionCommand({
        FunctionName: functionName,
        Role: `arn:aws:iam::${account}:role/${roleName}`,
        Code: { ZipFile: new Uint8Array([0]) },
        Handler: "index.handler",
        Runtime: "nodejs22.x",
      }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name === "ResourceConflictException")) throw error;
  }
  return `arn:aws:lambda:${region}:${account}:function:${functionName}`;
}

/** Reserves the version that a rotation will fill, and answers its id: without a value, as Secrets Manager leaves it to the function. */
export async function reserve(moto: Moto, secrets: SecretsManagerClient, secret: string): Promise<string> {
  const token = crypto.randomUUID();
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId: secret }));
  // moto reserves nothing in a secret without any version.
  if (Object.keys(VersionIdsToStages).length > 0)
    await secrets.send(
      new RotateSecretCommand({
        SecretId: secret,
        ClientRequestToken: token,
        RotationLambdaARN: await nothingDoer(moto),
        RotationRules: { AutomaticallyAfterDays: 30 },
      }),
    );
  return token;
}

/** Takes the label away when a rotation has succeeded, as Secrets Manager does by itself. */
export const settle = (secrets: SecretsManagerClient, secret: string, token: string): Promise<unknown> =>
  secrets.send(
    new UpdateSecretVersionStageCommand({
      SecretId: secret,
      VersionStage: "AWSPENDING",
      RemoveFromVersionId: token,
    }),
  );

/** A whole rotation: Secrets Manager's part around the four steps of the handler. Answers the version's id. */
export async function rotate(
  moto: Moto,
  secrets: SecretsManagerClient,
  handler: (event: unknown) => Promise<unknown>,
  secret: string,
): Promise<string> {
  const token = await reserve(moto, secrets, secret);
  for (const step of steps) await handler(question(secret, token, step));
  await settle(secrets, secret, token);
  return token;
}
