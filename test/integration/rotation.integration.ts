import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Kind, rotation } from "../../functions/shared/rotation/rotation.ts";
import { held } from "../../functions/shared/secrets.ts";
import { FakeAws } from "../functions/fake-aws.ts";
import { Moto } from "./moto.ts";
import { question, reserve, rotate, settle } from "./rotate.ts";

let moto: Moto;
let secrets: SecretsManagerClient;
let events: EventBridgeClient;
let seen: string[];
let made: number;

const kind: Kind = {
  create: ({ name, current }) => {
    seen.push(`create ${name} after ${current}`);
    made += 1;
    return `value ${made}`;
  },
  set: ({ current }, pending) => void seen.push(`set ${pending} beside ${current}`),
  test: ({ current }, pending) => void seen.push(`test ${pending} beside ${current}`),
};
const handlerOf = (one: Kind) =>
  rotation(one, { prefix: "seeds-test", secrets, events, patience: { everyMs: 20, withinMs: 400 } });

beforeAll(async () => {
  moto = await Moto.start();
  secrets = new SecretsManagerClient(moto.client);
  events = new EventBridgeClient(moto.client);
});
afterAll(async () => {
  await moto?.stop();
});

const secret = "seeds-test/TOKEN";
beforeEach(async () => {
  await moto.reset();
  await secrets.send(new CreateSecretCommand({ Name: secret }));
  seen = [];
  made = 0;
});

const stages = async () =>
  (await secrets.send(new DescribeSecretCommand({ SecretId: secret }))).VersionIdsToStages;

describe("a rotation", () => {
  it("makes the first value of a secret that nobody filled", async () => {
    const token = await rotate(moto, secrets, handlerOf(kind), secret);

    expect(await stages()).toEqual({ [token]: ["AWSCURRENT"] });
    expect(seen).toEqual(["create TOKEN after null", "set value 1 beside null", "test value 1 beside null"]);
  });

  it("moves the labels on and leaves the value before within reach", async () => {
    const first = await rotate(moto, secrets, handlerOf(kind), secret);
    const second = await rotate(moto, secrets, handlerOf(kind), secret);
    const third = await rotate(moto, secrets, handlerOf(kind), secret);

    expect(await stages()).toEqual({
      [first]: [],
      [second]: ["AWSPREVIOUS"],
      [third]: ["AWSCURRENT"],
    });
    expect(seen.slice(-3)).toEqual([
      "create TOKEN after value 2",
      "set value 3 beside value 2",
      "test value 3 beside value 2",
    ]);
    expect((await held(secrets, secret, { stage: "AWSPREVIOUS" }))?.value).toBe("value 2");
  });

  it("may repeat every step: one value is made, and the value in use stays the one before it", async () => {
    await rotate(moto, secrets, handlerOf(kind), secret);
    const token = await reserve(moto, secrets, secret);
    const handler = handlerOf(kind);
    seen = [];
    for (const step of ["createSecret", "setSecret", "testSecret", "finishSecret"] as const) {
      await handler(question(secret, token, step));
      await handler(question(secret, token, step));
    }
    for (const step of ["createSecret", "setSecret", "testSecret"] as const)
      await handler(question(secret, token, step));

    expect(seen).toEqual([
      "create TOKEN after value 1",
      ...Array(2).fill("set value 2 beside value 1"),
      ...Array(2).fill("test value 2 beside value 1"),
      "set value 2 beside value 1",
      "test value 2 beside value 1",
    ]);
    expect((await held(secrets, secret))?.version).toBe(token);
  });

  it("has nothing to do for a version that is current and done, but to announce it again", async () => {
    const handler = handlerOf(kind);
    const token = await rotate(moto, secrets, handler, secret);
    seen = [];
    for (const step of ["createSecret", "setSecret", "testSecret", "finishSecret"] as const)
      expect(await handler(question(secret, token, step))).toEqual({ ok: true });

    expect(seen).toEqual([]);
    expect(await stages()).toEqual({ [token]: ["AWSCURRENT"] });
  });

  it("that fails leaves the value in use untouched, and the next one starts from there", async () => {
    await rotate(moto, secrets, handlerOf(kind), secret);
    const broken = handlerOf({ ...kind, test: () => Promise.reject(new Error("value 2 is refused")) });
    const token = await reserve(moto, secrets, secret);
    await broken(question(secret, token, "createSecret"));
    await broken(question(secret, token, "setSecret"));

    await expect(broken(question(secret, token, "testSecret"))).rejects.toThrow(
      "Error: a call failed; its own words may quote a value",
    );
    expect((await held(secrets, secret))?.value).toBe("value 1");
    await rotate(moto, secrets, handlerOf(kind), secret);
    expect(seen.at(-1)).toBe("test value 3 beside value 1");
  });

  it("whose event was not taken fails, and announces the new value when it is repeated", async () => {
    const failed = [1, 0];
    await using bus = await FakeAws.start({ PutEvents: () => ({ FailedEntryCount: failed.shift() }) });
    const handler = rotation(kind, {
      prefix: "seeds-test",
      secrets,
      events: new EventBridgeClient(bus.client),
    });
    const token = await reserve(moto, secrets, secret);
    for (const step of ["createSecret", "setSecret", "testSecret"] as const)
      await handler(question(secret, token, step));

    await expect(handler(question(secret, token, "finishSecret"))).rejects.toThrow("nothing was restarted");
    expect((await held(secrets, secret))?.version).toBe(token);
    expect(await handler(question(secret, token, "finishSecret"))).toEqual({ ok: true });
    expect(failed).toEqual([]);
  });

  it("refuses a version that is not the one being rotated", async () => {
    await rotate(moto, secrets, handlerOf(kind), secret);
    const stray = crypto.randomUUID();

    for (const step of ["createSecret", "setSecret", "testSecret", "finishSecret"] as const)
      await expect(handlerOf(kind)(question(secret, stray, step))).rejects.toThrow(
        `${secret}: version ${stray} is not the one being rotated`,
      );
  });

  it("refuses to set or test what was not made", async () => {
    await rotate(moto, secrets, handlerOf(kind), secret);
    const token = await reserve(moto, secrets, secret);

    for (const step of ["setSecret", "testSecret"] as const)
      await expect(handlerOf(kind)(question(secret, token, step))).rejects.toThrow("has no value yet");
  });

  it("refuses a secret of another stack", async () => {
    await secrets.send(new CreateSecretCommand({ Name: "seeds-other/TOKEN" }));

    await expect(
      handlerOf(kind)(question("seeds-other/TOKEN", crypto.randomUUID(), "createSecret")),
    ).rejects.toThrow("seeds-other/TOKEN is no secret of seeds-test");
  });

  it("refuses a question that is none", async () => {
    await expect(handlerOf(kind)({ Step: "dropSecret", SecretId: secret })).rejects.toThrow(
      "neither a rotation's step nor a secret to wait for",
    );
  });
});

describe("waiting for a first value", () => {
  it("ends when the rotation has", async () => {
    const waiting = handlerOf(kind)({ await: secret });
    await rotate(moto, secrets, handlerOf(kind), secret);

    expect(await waiting).toEqual({ ok: true });
  });

  it("does not take a value for ready that was not set and tested", async () => {
    const token = crypto.randomUUID();
    await handlerOf(kind)(question(secret, token, "createSecret"));
    expect((await stages())?.[token]).toEqual(["AWSPENDING", "AWSCURRENT"]);

    await expect(handlerOf(kind)({ await: secret })).rejects.toThrow(
      /^seeds-test\/TOKEN has no value after /,
    );
    await settle(secrets, secret, token);
    expect(await handlerOf(kind)({ await: secret })).toEqual({ ok: true });
  });

  it("takes a secret that a function writes beside its own", async () => {
    await secrets.send(new PutSecretValueCommand({ SecretId: secret, SecretString: "one" }));

    expect(await handlerOf(kind)({ await: secret })).toEqual({ ok: true });
  });

  it("ends with an error, in time, where nothing comes", async () => {
    await expect(handlerOf(kind)({ await: secret })).rejects.toThrow("its rotation failed or never began");
  });
});
