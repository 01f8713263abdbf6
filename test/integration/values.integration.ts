import {
  CreateArchiveCommand,
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  EventBridgeClient,
} from "@aws-sdk/client-eventbridge";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rotatedSource, rotatedType } from "../../functions/shared/rotation/rotated.ts";
import { rotation } from "../../functions/shared/rotation/rotation.ts";
import { held } from "../../functions/shared/secrets.ts";
import { values } from "../../functions/values/values.ts";
import { Moto } from "./moto.ts";
import { question, rotate } from "./rotate.ts";

let moto: Moto;
let secrets: SecretsManagerClient;
let events: EventBridgeClient;
let handler: (event: unknown) => Promise<unknown>;

const secret = "seeds-test/JWT";

beforeAll(async () => {
  moto = await Moto.start();
  secrets = new SecretsManagerClient(moto.client);
  events = new EventBridgeClient(moto.client);
  handler = rotation(values({ prefix: "seeds-test", values: { JWT: { kind: "signing-keys" } } }), {
    prefix: "seeds-test",
    secrets,
    events,
  });
  await secrets.send(new CreateSecretCommand({ Name: secret }));
  const { Arn } = await events.send(new DescribeEventBusCommand({}));
  // The pattern of the rule that restarts services: an archive counts what matches it.
  await events.send(
    new CreateArchiveCommand({
      ArchiveName: "rotated",
      EventSourceArn: Arn,
      EventPattern: JSON.stringify({
        source: [rotatedSource],
        "detail-type": [rotatedType],
        detail: { secret: [secret] },
      }),
    }),
  );
});
afterAll(async () => {
  await moto?.stop();
});

const announced = async () =>
  (await events.send(new DescribeArchiveCommand({ ArchiveName: "rotated" }))).EventCount;
const keys = async (stage: "AWSCURRENT" | "AWSPREVIOUS"): Promise<Record<string, string>> =>
  JSON.parse((await held(secrets, secret, { stage }))?.value ?? "null");

describe("signing keys in Secrets Manager", () => {
  it("come into being, follow one another, and each change is announced once", async () => {
    await rotate(moto, secrets, handler, secret);
    expect(await announced()).toBe(1);

    for (const times of [2, 3, 4]) {
      const { current, next } = await keys("AWSCURRENT");
      await rotate(moto, secrets, handler, secret);
      const after = await keys("AWSCURRENT");
      expect([after.previous, after.current, await announced()]).toEqual([current, next, times]);
      expect((await keys("AWSPREVIOUS")).current).toBe(current);
    }
  });

  it("are announced again by a finish that is repeated: the event may have been what failed", async () => {
    const before = await announced();
    const version = (await held(secrets, secret))?.version ?? "";
    await handler(question(secret, version, "finishSecret"));

    expect(await announced()).toBe((before ?? 0) + 1);
  });
});
