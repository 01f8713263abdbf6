import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { containerOf } from "../../components/run/container.ts";
import { healthOf } from "../../config/health.ts";
import { providedTo } from "../../config/provided.ts";
import { variablesOf } from "../../config/shape/secrets.ts";
import type { Service } from "../../config/shape/services.ts";
import { isCollected } from "../../config/telemetry.ts";
import { composeOf } from "../../ops/compose.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { root, shipped } from "../config/writing.ts";
import { answering } from "./answering.ts";
import { Folder } from "./running.ts";

/** The public schema of the compose specification (Apache-2.0), as the linter `dclint` ships it. */
const { $schema: _, ...schema } = JSON.parse(
  readFileSync(join(root, "node_modules/dclint/schemas/compose.schema.json"), "utf8"),
);
const ajv = new Ajv({ strict: false, allErrors: true });
const valid = ajv.compile(schema);

interface Container {
  readonly image?: string;
  readonly build?: object;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck: Readonly<Record<string, unknown>> & { readonly test?: readonly string[] };
  readonly networks: Readonly<Record<string, { readonly aliases?: readonly string[] }>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly volumes?: readonly string[];
}
interface Compose {
  readonly name: string;
  readonly services: Readonly<Record<string, Container>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const folders = { stack: root, output: root };
const made = (target: Target): Compose => parse(composeOf(target, folders).text);
const at = (file: string): Target => targetAt(join(root, file));
const staging = at("Pulumi.staging.yaml");

/** The shipped staging stack with something else in its configuration. */
const changed = (change: (config: Target["config"]) => Partial<Target["config"]>): Target => ({
  ...staging,
  config: { ...staging.config, ...change(staging.config) },
});
const withApi = (api: Partial<Service>): Target =>
  changed(({ services }) => ({
    services: { ...services, api: { ...services.api, ...api } as Service },
  }));
const usesOf = (id: string): Service["uses"] => {
  const found = staging.config.services[id];
  if (found === undefined) throw new Error(`no service ${id}`);
  return found.uses;
};
const serviceOf = (compose: Compose, id: string): Container => {
  const found = compose.services[id];
  if (found === undefined) throw new Error(`no service ${id}`);
  return found;
};

/** What the container reads where Compose reads variables of its own. */
const read = (text: string): string => text.replaceAll("$$", "$");

describe.each(shipped)("the compose file of %s", (file) => {
  const target = at(file);
  const { services, tasks, crons, secrets, database, caches, telemetry } = target.config;
  const compose = made(target);
  const all = Object.entries({
    ...Object.fromEntries(
      Object.entries(services).map(([id, one]) => [id, { of: id, command: one.command }]),
    ),
    ...Object.fromEntries(
      Object.entries(tasks).map(([id, one]) => [`task-${id}`, { of: one.service, command: one.command }]),
    ),
    ...Object.fromEntries(
      Object.entries(crons).map(([id, one]) => [`cron-${id}`, { of: one.service, command: one.command }]),
    ),
  });

  it("is one by the specification's own schema", () => {
    valid(compose);
    expect(valid.errors ?? []).toEqual([]);
  });

  it("comes out the same each time", () => {
    expect(composeOf(at(file), folders).text).toBe(composeOf(target, folders).text);
  });

  it.each(all)("tells %s what ECS is told", (id, { of, command }) => {
    const settings = services[of];
    if (settings === undefined) throw new Error(of);
    const ends = id !== of;
    const ecs = containerOf({
      ...{ name: id, image: "", command, health: ends ? undefined : healthOf(settings) },
      ...{ user: settings.user, stopSeconds: settings.stopSeconds, port: undefined, env: {}, secrets: {} },
      ...{ region: "", logGroupName: "" },
    });
    const container = serviceOf(compose, id);

    expect(container).toMatchObject({
      ...("digest" in settings.image && { image: settings.image.digest }),
      platform: "linux/amd64",
      user: ecs.user,
      read_only: ecs.readonlyRootFilesystem,
      cap_drop: ecs.linuxParameters.capabilities.drop,
      init: ecs.linuxParameters.initProcessEnabled,
      tmpfs: ecs.linuxParameters.tmpfs.map(
        ({ containerPath, size, mountOptions }) => `${containerPath}:size=${size}m,${mountOptions.join(",")}`,
      ),
      stop_grace_period: `${ecs.stopTimeout}s`,
      cpu_shares: settings.size.cpu,
      mem_limit: `${settings.size.memory}m`,
      restart: ends ? "no" : "unless-stopped",
    });
    expect(container.command?.map(read)).toEqual(command);
    expect(container.profiles).toEqual(ends ? ["tasks"] : undefined);
    if (ecs.healthCheck === undefined) expect(container.healthcheck).toEqual({ disable: true });
    else {
      const { interval, timeout, retries, startPeriod } = ecs.healthCheck;
      expect(container.healthcheck.test?.map(read)).toEqual(ecs.healthCheck.command);
      expect(container.healthcheck).toMatchObject({
        ...{ interval: `${interval}s`, timeout: `${timeout}s`, retries, start_period: `${startPeriod}s` },
      });
    }
  });

  it.each(all)(
    "gives %s every variable, and asks for each secret that nobody here can make",
    (id, { of }) => {
      const settings = services[of];
      if (settings === undefined) throw new Error(of);
      const { environment } = serviceOf(compose, id);
      const { buckets, email } = settings.uses;
      const cloud = [
        ...(email || buckets.length > 0 ? ["AWS_ACCESS_KEY_ID", "AWS_REGION", "AWS_SECRET_ACCESS_KEY"] : []),
        ...(buckets.length > 0 ? ["AWS_ENDPOINT_URL_S3"] : []),
      ];
      // A task that ends has no collector in AWS either.
      const collected = id === of && isCollected(telemetry, settings);
      const injected = settings.secrets.flatMap((name) => {
        const source = secrets[name];
        return source === undefined
          ? []
          : variablesOf(name, source).map((variable) => ({ variable, source }));
      });

      expect(Object.keys(environment)).toEqual(
        [
          ...new Set([
            ...providedTo(settings.uses, database, collected),
            ...Object.keys(settings.env),
            ...injected.map(({ variable }) => variable),
            ...cloud,
            ...(collected ? ["OTEL_SDK_DISABLED"] : []),
          ]),
        ].toSorted(),
      );
      for (const { variable, source } of injected) {
        if (["database-url", "cache-url"].includes(source.from))
          expect(environment[variable]).toMatch(
            /^(postgresql:\/\/app:local@database:5432\/|redis:\/\/cache-)/,
          );
        else expect(environment[variable]).toBe(`\${${variable}:?put it into .env}`);
      }
      for (const [name, value] of Object.entries(settings.env))
        expect(read(environment[name] ?? "")).toBe(value);
    },
  );

  it("has the stack's versions of PostgreSQL and Valkey", () => {
    const used = Object.values(services).map(({ uses }) => uses);
    if (used.some((one) => one.database))
      expect(serviceOf(compose, "database").image).toBe(`postgres:${database.version}`);
    for (const [id, { version }] of Object.entries(caches))
      if (used.some((one) => one.caches.includes(id)))
        expect(serviceOf(compose, `cache-${id}`).image).toBe(`valkey/valkey:${version}`);
  });

  it("is reached from this machine alone, on a port each", () => {
    const ports = Object.values(compose.services).flatMap((one) => one.ports ?? []);
    const hostPorts = ports.map((port) => /^127\.0\.0\.1:(\d+):\d+$/.exec(port)?.[1]);

    expect(hostPorts).not.toContain(undefined);
    expect(new Set(hostPorts).size).toBe(Object.values(services).filter((one) => "port" in one).length);
  });

  it("lets each service reach the stores that it uses, when they are healthy, and no other", () => {
    const stores = Object.keys(compose.networks).filter((name) => compose.networks[name]?.internal);
    for (const [id, { of }] of all) {
      const { networks, depends_on = {} } = serviceOf(compose, id);
      const uses = services[of]?.uses;
      const may = [
        ...(uses?.database ? ["database"] : []),
        ...(uses?.caches ?? []).map((cache) => `cache-${cache}`),
        ...((uses?.buckets ?? []).length > 0 ? ["object-storage"] : []),
      ];
      expect(stores.filter((name) => Object.hasOwn(networks, name)).toSorted()).toEqual(may.toSorted());
      expect(depends_on).toEqual(
        Object.fromEntries(may.map((name) => [name, { condition: "service_healthy" }])),
      );
    }
    for (const name of stores)
      expect(serviceOf(compose, name)).toMatchObject({ healthcheck: { test: expect.any(Array) } });
  });
});

describe("the schema", () => {
  it.each([
    ["an unknown key", { services: { api: { image: "a", comand: ["b"] } } }],
    ["a number for a profile", { services: { api: { image: "a", profiles: [1] } } }],
    ["a condition that there is not", { services: { api: { depends_on: { db: { condition: "ready" } } } } }],
  ])("refuses %s, so that what passes means something", (_, file) => {
    expect(valid(file)).toBe(false);
  });
});

describe("a compose file", () => {
  it("keeps an isolated service in a network of its own", () => {
    const compose = made(staging);
    expect(Object.keys(serviceOf(compose, "scraper").networks)).toEqual(["isolated-scraper"]);
    expect(
      Object.entries(compose.services)
        .filter(([, { networks }]) => Object.hasOwn(networks, "isolated-scraper"))
        .map(([id]) => id),
    ).toEqual(["scraper"]);
  });

  it("leaves a dollar sign to the container", () => {
    const target = withApi({ command: ["sh", "-c", "echo $HOME"], env: { PATTERN: "^a$" } });
    const { command, environment } = serviceOf(made(target), "api");

    expect(command).toEqual(["sh", "-c", "echo $$HOME"]);
    expect(environment.PATTERN).toBe("^a$$");
  });

  it("builds a folder from where it stands, and takes a tag as it is", () => {
    const build = { context: "services/api", dockerfile: "Dockerfile.api" };
    const built = withApi({ image: { build } });
    const from = (output: string) =>
      serviceOf(parse(composeOf(built, { stack: root, output }).text), "api").build;

    expect(from(root)).toEqual({ ...build, context: "./services/api" });
    expect(from(join(root, "local"))).toEqual({ ...build, context: "../services/api" });
    expect(from(join(root, "services/api"))).toEqual({ ...build, context: "./" });
    expect(serviceOf(made(withApi({ image: { tag: "product/api:main" } })), "api").image).toBe(
      "product/api:main",
    );
  });

  it("gives two services of one port a port each of this machine", () => {
    const target = changed(({ services }) => ({ services: { ...services, other: services.api as Service } }));
    const compose = made(target);

    expect(["api", "other"].map((id) => serviceOf(compose, id).ports)).toEqual([
      ["127.0.0.1:8000:8000"],
      ["127.0.0.1:8001:8000"],
    ]);
  });

  it("names its stores otherwise where a service has their name", () => {
    const target = changed(({ services }) => ({
      services: { ...services, database: services.api as Service },
    }));
    const compose = made(target);

    expect(serviceOf(compose, "database-store").image).toBe("postgres:17");
    expect(serviceOf(compose, "api").environment).toMatchObject({
      DATABASE_HOST: "database-store",
      DATABASE_URL: "postgresql://app:local@database-store:5432/prospector?sslmode=disable",
    });
    expect(compose.networks["database-store"]).toEqual({ internal: true });
  });

  it("keeps PostgreSQL's files where its version looks for them", () => {
    const folderOf = (version: string) =>
      serviceOf(made(changed(({ database }) => ({ database: { ...database, version } }))), "database")
        .volumes;

    expect([folderOf("17"), folderOf("18")]).toEqual([
      ["database:/var/lib/postgresql/data"],
      ["database:/var/lib/postgresql"],
    ]);
  });

  it("lets a cache do when it is full what the stack's does", () => {
    const policyOf = (roles: ("queue" | "cache" | "sessions")[]) =>
      serviceOf(
        made(changed(({ caches }) => ({ caches: { queue: { ...caches.queue, roles } as never } }))),
        "cache-queue",
      ).command?.at(-1);

    expect([policyOf(["cache"]), policyOf(["cache", "sessions"]), policyOf(["queue"])]).toEqual([
      "allkeys-lru",
      "noeviction",
      "noeviction",
    ]);
  });

  it("finds buckets under their names in AWS, by path and as hosts", () => {
    const compose = made(staging);
    const bucket = "prospector-staging-reports-444455556666";

    expect(serviceOf(compose, "api").environment).toMatchObject({
      BUCKET_REPORTS: bucket,
      AWS_ENDPOINT_URL_S3: "http://object-storage:8333",
    });
    expect(serviceOf(compose, "object-storage")).toMatchObject({
      command: expect.arrayContaining([`-bucket=${bucket}`, "-s3.domainName=object-storage"]),
      networks: { "object-storage": { aliases: [`${bucket}.object-storage`] } },
    });
  });

  it("tells who sends mail of the stack's address and set, with a key that opens nothing in AWS", () => {
    const email = withApi({ uses: { ...usesOf("scheduler"), email: true } });

    expect(serviceOf(made(email), "api").environment).toMatchObject({
      EMAIL_FROM: "reports@staging.prospector.example",
      EMAIL_CONFIGURATION_SET: "prospector-staging",
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local-objects",
    });
    expect(Object.keys(serviceOf(made(staging), "scheduler").environment)).not.toContain("EMAIL_FROM");
  });

  it("has nothing sent to a collector that is not there, unless somebody says where one is", () => {
    const telemetryOf = (compose: Compose, id: string) =>
      Object.fromEntries(
        Object.entries(serviceOf(compose, id).environment).filter(([name]) => name.startsWith("OTEL_")),
      );
    const { telemetry: _, ...without } = staging.config;

    expect(telemetryOf(made(staging), "api")).toEqual({
      OTEL_EXPORTER_OTLP_ENDPOINT: `\${OTEL_EXPORTER_OTLP_ENDPOINT:-http://localhost:4318}`,
      OTEL_RESOURCE_ATTRIBUTES:
        "deployment.environment.name=prospector-staging-local,service.name=api,service.namespace=prospector",
      OTEL_SDK_DISABLED: `\${OTEL_SDK_DISABLED:-true}`,
      OTEL_SERVICE_NAME: "api",
    });
    expect(Object.keys(made(staging).services).filter((id) => id.includes("collector"))).toEqual([]);
    expect(telemetryOf(made(staging), "task-migrate")).toEqual({});
    expect(telemetryOf(made({ ...staging, config: without }), "api")).toEqual({});
  });

  it("has no store that nobody uses", () => {
    const alone = changed(({ services }) => ({
      services: { scraper: services.scraper as Service },
      ...{ tasks: {}, crons: {} },
    }));
    expect(Object.keys(made(alone).services)).toEqual(["scraper"]);
  });
});

describe("ops compose", () => {
  it("prints it, without asking AWS", async () => {
    const { status, stdout, stderr } = await answering(["ops", "compose", "production", "--output", "-"]);

    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(composeOf(at("Pulumi.production.yaml"), folders).text);
    expect(stdout).toMatch(/^# Made by `\.\/golive ops compose production` from Pulumi\.production\.yaml, /);
  });

  it("writes it beside the stack file, says what it asks for, and leaves the same alone", async () => {
    using folder = new Folder().write();
    const file = join(folder.path, "compose.staging.yaml");
    const first = await answering(["ops", "compose", "staging", "-d", folder.path]);
    const second = await answering(["ops", "compose", "staging", "-d", folder.path]);

    expect([first.status, first.stderr, second.status]).toEqual([0, "", 0]);
    expect(first.stdout).toMatch(/^written: .*compose\.staging\.yaml$/m);
    expect(first.stdout).toMatch(/^ {2}OPENAI_API_KEY$/m);
    expect(first.stdout).toMatch(/^ {2}docker compose -f .*compose\.staging\.yaml run --rm task-migrate$/m);
    expect(second.stdout).toMatch(/^the same already: /);
    expect(parse(readFileSync(file, "utf8"))).toEqual(made(staging));
  });

  it("makes its own file anew, and overwrites somebody else's only when told to", async () => {
    const folder = mkdtempSync(join(tmpdir(), "golive-compose-"));
    try {
      const output = join(folder, "compose.yaml");
      const write = (...more: readonly string[]) =>
        answering(["ops", "compose", "staging", "-o", output, ...more]);
      const text = composeOf(staging, { stack: root, output: dirname(output) }).text;

      writeFileSync(output, `${text}# changed by hand\n`);
      expect((await write()).status).toBe(0);
      expect(readFileSync(output, "utf8")).toBe(text);

      writeFileSync(output, "services: {}\n");
      const refused = await write();
      expect([refused.status, refused.stdout, readFileSync(output, "utf8")]).toEqual([
        2,
        "",
        "services: {}\n",
      ]);
      expect(refused.stderr).toContain("found:   a file that this command did not write");
      expect(refused.stderr).toContain("--force overwrites it");

      expect((await write("--force")).status).toBe(0);
      expect(readFileSync(output, "utf8")).toBe(text);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each<[readonly string[], string]>([
    [["stagin"], 'did you mean "staging"?'],
    [["staging", "-o", join(tmpdir(), "golive-no-such-folder", "compose.yaml")], "ENOENT"],
  ])("refuses %j with exit code 2", async (args, says) => {
    const { status, stdout, stderr } = await answering(["ops", "compose", ...args]);

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
  });
});
