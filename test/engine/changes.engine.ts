import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { durable } from "./durable.ts";
import { installed } from "./pulumi.ts";
import { changes, type Step } from "./steps.ts";
import { Workspace } from "./workspace.ts";

const short = ({ op, urn }: Step): string => `${op} ${urn.split("$").at(-1)}`;

describe.skipIf(!installed)("a standing stack, on the real engine", () => {
  let work: Workspace;
  beforeAll(async () => {
    work = await Workspace.create("staging");
    const first = await work.hasty();
    if (first.code !== 0) throw new Error(first.why);
  });
  afterAll(() => work.remove());

  it("answers a higher limit of connections by updates alone", async () => {
    work.set(["database", "maxConnections"], 150);
    const up = await work.up();

    expect(up.code, up.why).toBe(0);
    expect(changes(up).map(short)).toEqual([
      "update aws:rds/parameterGroup:ParameterGroup::database-parameters",
      "update aws:lambda/function:Function::vitals-function",
      "update aws:cloudwatch/metricAlarm:MetricAlarm::alarms-database-connections",
      "update aws:cloudwatch/dashboard:Dashboard::dashboard-data-dashboard",
    ]);
  });

  it("answers a second cache by making it, and replaces only tasks that read its address", async () => {
    work.set(["caches", "pages"], {
      holds: "pages that were rendered",
      dataClass: "business",
      roles: ["cache"],
      version: "8.1",
      nodeType: "cache.t4g.micro",
      replicas: 0,
      snapshotDays: 1,
    });
    work.set(["secrets", "PAGES_URL"], { from: "cache-url", purpose: "rendered pages", cache: "pages" });
    work.set(["services", "api", "uses", "caches"], ["queue", "pages"]);
    work.set(
      ["services", "api", "secrets"],
      ["DATABASE_URL", "REDIS_URL", "PAGES_URL", "OPENAI_API_KEY", "SUPABASE_JWT_SECRET", "SENTRY_DSN"],
    );
    const up = await work.up();

    expect(up.code, up.why).toBe(0);
    const made = changes(up).filter(({ op }) => op === "create");
    const others = changes(up).filter(({ op }) => op !== "create");
    expect(made.map(short).filter((step) => !/-pages|PAGES_URL/.test(step))).toEqual([]);
    expect(others.filter(({ op }) => op === "replace").map(short)).toEqual([
      "replace aws:ecs/taskDefinition:TaskDefinition::api-definition",
      "replace aws:ecs/taskDefinition:TaskDefinition::task-bootstrap-admin-definition",
      "replace aws:ecs/taskDefinition:TaskDefinition::task-migrate-definition",
      "replace aws:ecs/taskDefinition:TaskDefinition::task-verify-definition",
    ]);
    expect(others.filter(({ op }) => op === "delete")).toEqual([]);
    expect(others.filter(({ urn }) => durable.test(urn))).toEqual([]);
  });

  describe("that is told to be an Aurora cluster from now on", () => {
    beforeAll(() => {
      for (const key of ["instanceClass", "storageGiB", "maxStorageGiB"])
        work.set(["database", key], undefined);
      work.set(["database", "engine"], "aurora-postgresql");
      work.set(["database", "capacity"], { min: 0.5, max: 4 });
    });

    it("refuses in the preview, for the database is protected, and changes nothing", async () => {
      const calls = work.journal.length;
      const up = await work.up();

      expect(up.code).not.toBe(0);
      expect(up.why).toMatch(/Instance::database-instance" cannot be deleted\s+because it is protected/);
      expect(changes(up)).toEqual([]);
      const asked = work.journal.slice(calls).filter(({ preview }) => preview !== true);
      expect(asked.filter(({ call }) => ["create", "update", "delete"].includes(call))).toEqual([]);
    });

    it("keeps the database even from someone who looks at no preview", async () => {
      const calls = work.journal.length;
      const hasty = await work.hasty();

      expect(hasty.code).not.toBe(0);
      expect(hasty.why).toMatch(/Instance::database-instance" cannot be deleted\s+because it is protected/);
      const deleted = work.journal
        .slice(calls)
        .flatMap(({ call, urn = "" }) => (call === "delete" ? [urn] : []));
      expect(deleted.filter((urn) => durable.test(urn))).toEqual([]);
      expect(await work.standing()).toContainEqual(expect.stringMatching(/::database-instance$/));
    });
  });
});
