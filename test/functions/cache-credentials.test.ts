import { ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { describe, expect, it } from "vitest";
import { cacheCredentials } from "../../functions/cache-credentials/credentials.ts";
import { elastiCacheUsers } from "../../functions/cache-credentials/users.ts";
import { probeRedis } from "../../functions/shared/probe-redis.ts";
import { FakeAws } from "./fake-aws.ts";

const user = { userId: "seeds-test-main-app", userName: "app", host: "cache.test", port: 6379 };
const settings = { prefix: "seeds-test", users: { CACHE_URL: user } };

function kindAnd() {
  const accepted: [string, readonly string[]][] = [];
  const probed: string[] = [];
  const kind = cacheCredentials(
    settings,
    { accept: async (userId, passwords) => void accepted.push([userId, passwords]) },
    async (address) => void probed.push(address),
  );
  return { kind, accepted, probed };
}
const address = (password: string) => `rediss://app:${password}@cache.test:6379/0`;
const [p1, p2] = ["1", "2"].map((digit) => digit.repeat(64));

describe("a cache user's address", () => {
  it("has TLS, the user, a password of its own, the cache and database 0", async () => {
    expect(await kindAnd().kind.create({ name: "CACHE_URL", current: null })).toMatch(
      /^rediss:\/\/app:[A-Za-z0-9]{64}@cache\.test:6379\/0$/,
    );
  });

  it("is the only one at the first rotation, and beside the one in use after it", async () => {
    const { kind, accepted } = kindAnd();
    await kind.set({ name: "CACHE_URL", current: null }, address(`${p1}`));
    await kind.set({ name: "CACHE_URL", current: address(`${p1}`) }, address(`${p2}`));

    expect(accepted).toEqual([
      [user.userId, [p1]],
      [user.userId, [p1, p2]],
    ]);
  });

  it("is tried as it will be used", async () => {
    const { kind, probed } = kindAnd();
    await kind.test({ name: "CACHE_URL", current: null }, address(`${p1}`));

    expect(probed).toEqual([address(`${p1}`)]);
  });

  it.each([
    `rediss://app:${p1}@elsewhere.test:6379/0`,
    `rediss://app:${p1}@cache.test:6380/0`,
    `rediss://other:${p1}@cache.test:6379/0`,
    `rediss://app:${p1}@cache.test:6379/1`,
    `redis://app:${p1}@cache.test:6379/0`,
    "rediss://app:short@cache.test:6379/0",
    `${p1}`,
  ])("is refused where it is another's, without a word of it: %s", async (pending) => {
    const { kind, accepted, probed } = kindAnd();
    const refusal = "CACHE_URL holds no address of user seeds-test-main-app on its cache";

    await expect(kind.set({ name: "CACHE_URL", current: null }, pending)).rejects.toThrow(refusal);
    await expect(kind.set({ name: "CACHE_URL", current: pending }, address(`${p1}`))).rejects.toThrow(
      refusal,
    );
    await expect(kind.test({ name: "CACHE_URL", current: null }, pending)).rejects.toThrow(refusal);
    expect([accepted, probed]).toEqual([[], []]);
  });

  it("is made for the names it is told of, and for no other", () => {
    expect(() => kindAnd().kind.create({ name: "OTHER", current: null })).toThrow(
      "OTHER is no cache user's address",
    );
  });
});

describe("ElastiCache", () => {
  const users = (status: string) =>
    `<DescribeUsersResponse><DescribeUsersResult><Users><member><Status>${status}</Status></member></Users></DescribeUsersResult></DescribeUsersResponse>`;
  const patience = { everyMs: 5, withinMs: 5_000 };

  it("is given exactly these passwords, while the user is active, and is waited for", async () => {
    const statuses = ["modifying", "active", "modifying", "modifying", "active"];
    await using aws = await FakeAws.start({
      DescribeUsers: () => users(statuses.shift() ?? "none"),
      ModifyUser: () => "<ModifyUserResponse><ModifyUserResult/></ModifyUserResponse>",
    });
    await elastiCacheUsers(new ElastiCacheClient(aws.client), patience).accept("u", ["one", "two"]);

    expect(aws.calls.map(({ operation }) => operation)).toEqual([
      "DescribeUsers",
      "DescribeUsers",
      "ModifyUser",
      "DescribeUsers",
      "DescribeUsers",
      "DescribeUsers",
    ]);
    const { Version, ...asked } = Object.fromEntries(new URLSearchParams(aws.calls[2]?.body));
    expect([Version, asked]).toEqual([
      "2015-02-02",
      {
        Action: "ModifyUser",
        UserId: "u",
        "AuthenticationMode.Type": "password",
        "AuthenticationMode.Passwords.member.1": "one",
        "AuthenticationMode.Passwords.member.2": "two",
      },
    ]);
  });

  it("is not changed where the user never becomes active", async () => {
    await using aws = await FakeAws.start({ DescribeUsers: () => users("deleting") });

    await expect(
      elastiCacheUsers(new ElastiCacheClient(aws.client), { everyMs: 5, withinMs: 100 }).accept("u", ["one"]),
    ).rejects.toThrow("user u is still deleting after 0.1 seconds");
    expect(new Set(aws.calls.map(({ operation }) => operation))).toEqual(new Set(["DescribeUsers"]));
  });
});

describe("trying an address", () => {
  it.each(["redis://app:MARKER@127.0.0.1:6379", "MARKER", "", "rediss://"])("refuses %j", async (value) => {
    await expect(probeRedis(value)).rejects.toThrow(
      /^(the value is no rediss:\/\/ address|the cache refused: \w+)$/,
    );
  });

  it("says what the network said, and not where it went", async () => {
    await expect(probeRedis("rediss://app:MARKER@127.0.0.1:1/0")).rejects.toThrow(
      /^the cache refused: ECONNREFUSED$/,
    );
  });
});
