import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { announce } from "../../functions/shared/rotation/announce.ts";
import { FakeAws } from "./fake-aws.ts";

const rotated = { secret: "seeds-test/TOKEN", versionId: "v1" };

describe("the event that a rotation ends with", () => {
  it("names the secret and the version, and nothing else", async () => {
    await using aws = await FakeAws.start({ PutEvents: () => ({ FailedEntryCount: 0, Entries: [{}] }) });
    await announce(new EventBridgeClient(aws.client), "arn:secret", rotated);

    expect(aws.calls.map(({ body }) => JSON.parse(body))).toEqual([
      {
        Entries: [
          {
            Source: "golive.rotation",
            DetailType: "Secret rotated",
            Detail: '{"secret":"seeds-test/TOKEN","versionId":"v1"}',
            Resources: ["arn:secret"],
          },
        ],
      },
    ]);
  });

  it("fails the step where EventBridge answers, but did not take it", async () => {
    await using aws = await FakeAws.start({
      PutEvents: () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: "InternalFailure" }] }),
    });

    await expect(announce(new EventBridgeClient(aws.client), "arn:secret", rotated)).rejects.toThrow(
      "seeds-test/TOKEN is rotated, but the event was not taken (InternalFailure): nothing was restarted",
    );
  });
});
