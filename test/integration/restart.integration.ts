import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Settings } from "../../functions/restart/settings.ts";
import { writeAddress } from "../../functions/shared/postgres.ts";
import { type Answered, Invoked } from "./invoke.ts";
import { Moto } from "./moto.ts";
import { Postgres } from "./postgres.ts";
import { Redis } from "./redis.ts";

const cluster = "seeds-test";
const marker = "MarkerThatMustNotBeSeenAnywhere0123456789";

let moto: Moto;
let postgres: Postgres;
let redis: Redis;
let ecs: ECSClient;
let secrets: SecretsManagerClient;
let folder: string;

beforeAll(async () => {
  [moto, postgres, redis] = await Promise.all([Moto.start(), Postgres.start(), Redis.start()]);
  ecs = new ECSClient(moto.client);
  secrets = new SecretsManagerClient(moto.client);
  folder = mkdtempSync(join(tmpdir(), "golive-restart-"));
  const authority = readFileSync(postgres.authority, "utf8");
  writeFileSync(join(folder, "authorities.pem"), `${authority}\n${redis.certificate.pem}`);
  await postgres.run(`create role app_a login password '${marker}'`);
  await redis.accept("app", [marker]);
});
afterAll(async () => {
  await Promise.allSettled([moto?.stop(), postgres?.stop(), redis?.stop()]);
  if (folder) rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await moto.reset();
  await ecs.send(new CreateClusterCommand({ clusterName: cluster }));
  const containerDefinitions = [{ name: "app", image: "app", memory: 128 }];
  await ecs.send(new RegisterTaskDefinitionCommand({ family: "app", containerDefinitions }));
});
/** A service whose rollouts moto calls completed at once. */
const serve = (serviceName: string) =>
  ecs.send(new CreateServiceCommand({ cluster, serviceName, taskDefinition: "app", desiredCount: 0 }));

const deploymentOf = async (service: string) => {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  return services?.[0]?.deployments?.[0]?.id;
};

const databaseUrl = (password: string) => {
  const { host, port, database } = postgres;
  return writeAddress({ user: "app_a", password, host, port, database, authority: "system" });
};
const cacheUrl = (password: string) => `rediss://app:${password}@localhost:${redis.port}/0`;

interface Ended {
  readonly answered: Answered;
  readonly printed: string;
}

/** Puts a value under a name, begins the procedure with it, and asks until it is over, without waiting. */
async function rotated(name: string, value: string, reading: Settings["secrets"][string]): Promise<Ended> {
  const secret = `seeds-test/${name}`;
  const made = await secrets.send(new CreateSecretCommand({ Name: secret, SecretString: value }));
  const input = { detail: { secret, versionId: made.VersionId } };
  const settings: Settings = { prefix: "seeds-test", cluster, secrets: { [name]: reading } };
  const env = { ...moto.environment, NODE_EXTRA_CA_CERTS: join(folder, "authorities.pem") };
  const invoked = await Invoked.start("restart", settings, env);
  try {
    let state: unknown = null;
    for (let step = 0; step < 20; step++) {
      const answered = await invoked.ask({ input, state, startedAt: new Date().toISOString() });
      const again = "answer" in answered ? waiting.safeParse(answered.answer).data : undefined;
      if (again === undefined) return { answered, printed: invoked.printed };
      state = again.state;
    }
    throw new Error("it never ends");
  } finally {
    await invoked.stop();
  }
}

const waiting = z.object({ status: z.literal("again"), state: z.unknown() });
const result = (more: object) => ({ answer: { status: "done", result: expect.objectContaining(more) } });

describe("the restart function", () => {
  it("gives each reader a new deployment, leaves the others alone, and connects with the new value", async () => {
    for (const service of ["api", "worker", "web"]) await serve(service);
    const before = await Promise.all(["api", "worker", "web"].map(deploymentOf));

    const { answered, printed } = await rotated("DATABASE_URL", databaseUrl(marker), {
      services: ["api", "worker", "not-there-yet"],
      probe: "postgresql",
    });

    expect(answered).toEqual(result({ restarted: ["api", "worker"], absent: ["not-there-yet"] }));
    const after = await Promise.all(["api", "worker", "web"].map(deploymentOf));
    expect(after.map((id, index) => id !== before[index])).toEqual([true, true, false]);
    expect(postgres.log).toContain("golive-probe");
    expect(`${printed}${JSON.stringify(answered)}`).not.toContain(marker);
  });

  it("connects to Redis too", async () => {
    const { answered } = await rotated("CACHE_URL", cacheUrl(marker), { services: [], probe: "redis" });
    expect(answered).toEqual(result({ restarted: [], probe: "redis" }));
  });

  it("does without a cluster, which is not there before the first deployment", async () => {
    await moto.reset();
    const { answered } = await rotated("TOKEN", marker, { services: ["api"], probe: "none" });
    expect(answered).toEqual(result({ absent: ["api"] }));
  });

  it("fails where the value opens nothing, with the reason and never with the value", async () => {
    const cases: readonly [string, "postgresql" | "redis", string, RegExp][] = [
      ["A", "postgresql", databaseUrl(`wrong-${marker}`), /the password is refused \(28P01\)$/],
      ["B", "postgresql", `postgresql://app_a:${marker}@`, /does not hold a postgresql:\/\/ address/],
      ["C", "redis", cacheUrl(`wrong-${marker}`), /WRONGPASS$/],
      ["D", "redis", `redis://app:${marker}@localhost:6379`, /no rediss:\/\/ address$/],
    ];
    await Promise.all(
      cases.map(async ([name, probe, value, reason]) => {
        const { answered, printed } = await rotated(name, value, { services: [], probe });

        expect(answered).toEqual({ error: expect.stringMatching(reason) });
        expect(printed).toContain(`the value of seeds-test/${name} opens nothing`);
        expect(`${printed}${JSON.stringify(answered)}`).not.toContain(marker);
      }),
    );
  });
});
