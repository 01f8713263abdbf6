import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Kind, rotation } from "../../functions/shared/rotation/rotation.ts";
import { type Answer, FakeAws, Refusal } from "./fake-aws.ts";

beforeEach(() => void vi.spyOn(process.stdout, "write").mockReturnValue(true));
afterEach(() => void vi.restoreAllMocks());

const token = "11111111-1111-1111-1111-111111111111";
const kind: Kind = { create: () => "made", set: () => {}, test: () => {} };

/** A secret as AWS leaves it to the first rotation: a version that is reserved and has no value. */
const reserved = {
  DescribeSecret: () => ({
    ARN: "arn:secret",
    Name: "seeds-test/TOKEN",
    VersionIdsToStages: { [token]: ["AWSPENDING"] },
  }),
  GetSecretValue: () => {
    throw new Refusal("ResourceNotFoundException", "can't find the specified secret value");
  },
  PutSecretValue: () => ({}),
  UpdateSecretVersionStage: () => ({}),
  PutEvents: () => ({ FailedEntryCount: 0 }),
};

async function step(Step: string, answers: Readonly<Record<string, Answer>>) {
  await using aws = await FakeAws.start(answers);
  const handler = rotation(kind, {
    prefix: "seeds-test",
    secrets: new SecretsManagerClient(aws.client),
    events: new EventBridgeClient(aws.client),
  });
  const answer = await handler({ Step, SecretId: "arn:secret", ClientRequestToken: token }).catch(String);
  return { answer, calls: aws.calls.map(({ operation, body }) => ({ operation, ...JSON.parse(body) })) };
}

describe("the first rotation of a secret that nobody filled", () => {
  it("puts the value into the version that is reserved for it", async () => {
    const { answer, calls } = await step("createSecret", reserved);

    expect(answer).toEqual({ ok: true });
    expect(calls.at(-1)).toEqual({
      operation: "PutSecretValue",
      SecretId: "arn:secret",
      ClientRequestToken: token,
      SecretString: "made",
      VersionStages: ["AWSPENDING"],
    });
  });

  it("makes it current without taking the label from anything", async () => {
    const { answer, calls } = await step("finishSecret", reserved);

    expect(answer).toEqual({ ok: true });
    expect(calls.map(({ operation }) => operation)).toEqual([
      "DescribeSecret",
      "UpdateSecretVersionStage",
      "PutEvents",
    ]);
    expect(calls[1]).toEqual({
      operation: "UpdateSecretVersionStage",
      SecretId: "arn:secret",
      VersionStage: "AWSCURRENT",
      MoveToVersionId: token,
    });
  });

  it("is content where the same step was first somewhere else", async () => {
    const PutSecretValue = () => {
      throw new Refusal("ResourceExistsException", "already in use");
    };

    expect((await step("createSecret", { ...reserved, PutSecretValue })).answer).toEqual({ ok: true });
  });

  it("fails where the value cannot be put, and says why without the value", async () => {
    const PutSecretValue = () => {
      throw new Refusal("InvalidParameterException", "made is not allowed");
    };

    expect((await step("createSecret", { ...reserved, PutSecretValue })).answer).toBe(
      "Stopped: InvalidParameterException: a call failed; its own words may quote a value",
    );
  });

  it("fails where the secret cannot be read, and does not take that for an empty one", async () => {
    const GetSecretValue = () => {
      throw new Refusal("AccessDeniedException", "no kms:Decrypt");
    };
    const { answer, calls } = await step("createSecret", { ...reserved, GetSecretValue });

    expect(answer).toBe("Stopped: AccessDeniedException: no kms:Decrypt");
    expect(calls.map(({ operation }) => operation)).toEqual(["DescribeSecret", "GetSecretValue"]);
  });
});
