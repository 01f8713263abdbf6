import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createClient } from "@redis/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cacheCredentials } from "../../functions/cache-credentials/credentials.ts";
import type { Users } from "../../functions/cache-credentials/users.ts";
import { probeRedis } from "../../functions/shared/probe-redis.ts";
import { rotation } from "../../functions/shared/rotation/rotation.ts";
import { held } from "../../functions/shared/secrets.ts";
import { trust } from "./certificate.ts";
import { Moto } from "./moto.ts";
import { connected, Redis } from "./redis.ts";
import { question, reserve, rotate, settle } from "./rotate.ts";

let moto: Moto;
let redis: Redis;
let secrets: SecretsManagerClient;
let distrust: () => void;
let handler: (event: unknown) => Promise<unknown>;

const secret = "seeds-test/CACHE_URL";
const user = { userId: "seeds-test-main-app", userName: "app", host: "localhost" };

beforeAll(async () => {
  [moto, redis] = await Promise.all([Moto.start(), Redis.start()]);
  distrust = trust(redis.certificate);
  secrets = new SecretsManagerClient(moto.client);
  // moto has no ModifyUser: the real server's users stand in for ElastiCache's.
  handler = handlerWith({ accept: (_, passwords) => redis.accept(user.userName, passwords) });
  await redis.accept(user.userName, ["the-program-s-own-first-password-never-used"]);
  await secrets.send(new CreateSecretCommand({ Name: secret }));
});
afterAll(async () => {
  distrust?.();
  await Promise.all([moto?.stop(), redis?.stop()]);
});

function handlerWith(users: Users) {
  const settings = { prefix: "seeds-test", users: { CACHE_URL: { ...user, port: redis.port } } };
  return rotation(cacheCredentials(settings, users, probeRedis), {
    prefix: "seeds-test",
    secrets,
    events: new EventBridgeClient(moto.client),
  });
}
const current = async () => (await held(secrets, secret))?.value ?? "";
const opens = (address: string) =>
  probeRedis(address).then(
    () => true,
    (error: Error) => error.message,
  );
/** As a task does it, which keeps its connection. */
async function task(address: string) {
  const client = createClient({ url: address, socket: { tls: true, reconnectStrategy: false } });
  client.on("error", () => {});
  return await client.connect();
}

describe("a cache user's rotation", () => {
  it("makes an address that opens the cache, and ends the password of the program", async () => {
    await rotate(moto, secrets, handler, secret);

    expect(await opens(await current())).toBe(true);
    await expect(
      connected(
        { username: user.userName, password: "the-program-s-own-first-password-never-used" },
        redis.port,
        redis.certificate,
      ),
    ).rejects.toThrow("WRONGPASS");
  });

  it("leaves the old address open until the next one, and running connections for ever", async () => {
    const first = await current();
    const running = await task(first);
    await rotate(moto, secrets, handler, secret);
    const second = await current();
    expect(new Set([first, second]).size).toBe(2);
    expect([await opens(first), await opens(second)]).toEqual([true, true]);

    await rotate(moto, secrets, handler, secret);
    const third = await current();
    expect([await opens(first), await opens(second), await opens(third)]).toEqual([
      "the cache refused: WRONGPASS",
      true,
      true,
    ]);
    expect(await running.set("written", "after two rotations")).toBe("OK");
    running.destroy();
  });

  it("that is repeated after it ended still lets the old address in", async () => {
    const before = await current();
    const token = await reserve(moto, secrets, secret);
    for (const step of ["createSecret", "setSecret", "testSecret", "finishSecret", "setSecret"] as const)
      await handler(question(secret, token, step));
    await settle(secrets, secret, token);

    expect([await opens(before), await opens(await current())]).toEqual([true, true]);
  });

  it("fails where the cache did not take the new password, and what is in use goes on", async () => {
    const before = await current();
    const deaf = handlerWith({ accept: async () => undefined });

    await expect(rotate(moto, secrets, deaf, secret)).rejects.toThrow("the cache refused: WRONGPASS");
    expect([await current(), await opens(before)]).toEqual([before, true]);
  });

  it("trusts no server whose authority nobody named", async () => {
    distrust();
    try {
      expect(await opens(await current())).toBe("the cache refused: DEPTH_ZERO_SELF_SIGNED_CERT");
    } finally {
      distrust = trust(redis.certificate);
    }
  });
});
