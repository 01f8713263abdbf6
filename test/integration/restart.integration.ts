import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateClusterCommand, ECSClient } from "@aws-sdk/client-ecs";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Settings } from "../../functions/restart/settings.ts";
import { writeAddress } from "../../functions/shared/postgres.ts";
import { type Answered, Invoked } from "./invoke.ts";
import { Moto } from "./moto.ts";
import { Postgres } from "./postgres.ts";
import { Redis } from "./redis.ts";
import { ServiceDeployments } from "./service-deployments.ts";

const cluster = "seeds-test";
const marker = "MarkerThatMustNotBeSeenAnywhere0123456789";

let moto: Moto;
let postgres: Postgres;
let redis: Redis;
let deployments: ServiceDeployments;
let secrets: SecretsManagerClient;
let folder: string;

beforeAll(async () => {
  [moto, postgres, redis] = await Promise.all([Moto.start(), Postgres.start(), Redis.start()]);
  deployments = await ServiceDeployments.start(moto.endpoint);
  secrets = new SecretsManagerClient(moto.client);
  folder = mkdtempSync(join(tmpdir(), "golive-restart-"));
  const authority = readFileSync(postgres.authority, "utf8");
  writeFileSync(join(folder, "authorities.pem"), `${authority}\n${redis.certificate.pem}`);
  await postgres.run(`create role app_a login password '${marker}'`);
  await redis.accept("app", [marker]);
});
afterAll(async () => {
  deployments?.stop();
  await Promise.allSettled([moto?.stop(), postgres?.stop(), redis?.stop()]);
  if (folder) rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await moto.reset();
  deployments.reset();
  await new ECSClient(moto.client).send(new CreateClusterCommand({ clusterName: cluster }));
});

/** Canary services, of which each deployment is over after so many looks; moto knows no service deployments. */
const serve = (...ids: readonly string[]) => {
  for (const id of ids) deployments.serve(id, `${id}:1`, { strategy: "CANARY" });
};
const statesOf = (id: string) => deployments.services.get(id)?.deployments.map(({ status }) => status);

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
async function rotated(
  name: string,
  value: string,
  reading: Settings["secrets"][string],
  served = true,
): Promise<Ended> {
  const secret = `seeds-test/${name}`;
  const made = await secrets.send(new CreateSecretCommand({ Name: secret, SecretString: value }));
  const input = { detail: { secret, versionId: made.VersionId } };
  const settings: Settings = {
    prefix: "seeds-test",
    cluster,
    rolloutMinutes: Object.fromEntries(reading.services.map((id) => [id, 90])),
    everySeconds: 20,
    secrets: { [name]: reading },
  };
  const authorities = { NODE_EXTRA_CA_CERTS: join(folder, "authorities.pem") };
  const env = {
    ...moto.environment,
    ...authorities,
    ...(served && { AWS_ENDPOINT_URL_ECS: deployments.url }),
  };
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
    serve("api", "worker", "web");

    const { answered, printed } = await rotated("DATABASE_URL", databaseUrl(marker), {
      services: ["api", "worker", "not-there-yet"],
      probe: "postgresql",
    });

    expect(answered).toEqual(result({ restarted: ["api", "worker"], absent: ["not-there-yet"] }));
    expect(["api", "worker", "web"].map(statesOf)).toEqual([["SUCCESSFUL"], ["SUCCESSFUL"], []]);
    expect(deployments.changes).toEqual(["api", "worker"]);
    expect(postgres.log).toContain("golive-probe");
    expect(`${printed}${JSON.stringify(answered)}`).not.toContain(marker);
  });

  it("fails where a canary is undone, before it touches the next service", async () => {
    serve("api", "worker");
    deployments.failing.add("api");

    const { answered } = await rotated("TOKEN", marker, { services: ["api", "worker"], probe: "none" });

    expect(answered).toEqual({
      error: expect.stringMatching(
        /^api: its deployment ended as ROLLBACK_SUCCESSFUL · at BAKE_TIME · a lifecycle hook failed/,
      ),
    });
    expect(["api", "worker"].map(statesOf)).toEqual([["ROLLBACK_SUCCESSFUL"], []]);
  });

  it("connects to Redis too", async () => {
    const { answered } = await rotated("CACHE_URL", cacheUrl(marker), { services: [], probe: "redis" });
    expect(answered).toEqual(result({ restarted: [], probe: "redis" }));
  });

  it("does without a cluster, which is not there before the first deployment", async () => {
    await moto.reset();
    const { answered } = await rotated("TOKEN", marker, { services: ["api"], probe: "none" }, false);
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
