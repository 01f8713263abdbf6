import type { Service, ServiceDeployment } from "@aws-sdk/client-ecs";
import { describe, expect, it } from "vitest";
import { restart, type State, type Tools } from "../../functions/restart/restart.ts";
import type { Services } from "../../functions/restart/services.ts";
import type { StepAnswer } from "../../functions/shared/procedure.ts";

const began = Date.parse("2026-11-21T03:00:00Z");
const deployment = (id: string, status: ServiceDeployment["status"]): ServiceDeployment => ({
  serviceDeploymentArn: id,
  status,
  createdAt: new Date(began),
});
/** What was there before the rotation. */
const old = deployment("old", "SUCCESSFUL");

interface Seen {
  readonly newest: ServiceDeployment | undefined;
  readonly events?: Service["events"];
}

/** A cluster whose rollouts go on by one word each time somebody looks: what `rollouts` says, the last for ever. */
class Cluster implements Services {
  readonly asked: string[] = [];
  readonly #rollouts: Readonly<Record<string, readonly Seen[]>>;
  readonly #looks = new Map<string, number>();

  constructor(rollouts: Readonly<Record<string, readonly Seen[]>>) {
    this.#rollouts = rollouts;
  }

  async describe(name: string): Promise<Service | undefined> {
    const { events } = this.#seen(name) ?? {};
    return this.#rollouts[name] && { serviceName: name, ...(events && { events }) };
  }

  async newest(name: string): Promise<ServiceDeployment | undefined> {
    const seen = this.#seen(name);
    this.#looks.set(name, (this.#looks.get(name) ?? 0) + 1);
    return seen?.newest;
  }

  async restart(name: string) {
    this.asked.push(name);
  }

  #seen(name: string): Seen | undefined {
    const states = this.#rollouts[name] ?? [];
    return states[Math.min(this.#looks.get(name) ?? 0, states.length - 1)];
  }
}

const idle: Seen = { newest: old };
/** Our rollout of a service, at one moment. */
const rolling = (name: string, status: ServiceDeployment["status"]): Seen => ({
  newest: deployment(`${name}-new`, status),
});
const fine = (name: string): readonly Seen[] => [
  idle,
  rolling(name, "PENDING"),
  rolling(name, "IN_PROGRESS"),
  rolling(name, "SUCCESSFUL"),
];

interface Run {
  readonly rollouts?: Readonly<Record<string, readonly Seen[]>>;
  readonly secret?: string;
  readonly current?: string;
  readonly labels?: readonly string[];
  readonly probe?: () => Promise<void>;
}

/** Drives the procedure as the state machine does: state travels as JSON, and waiting moves the clock. */
async function run({ rollouts = {}, secret = "DATABASE_URL", current = "v2", labels = [], probe }: Run) {
  let now = began;
  const probed: string[] = [];
  const cluster = new Cluster(rollouts);
  const tools: Tools = {
    settings: {
      prefix: "seeds-test",
      cluster: "seeds-test",
      rolloutMinutes: { api: 90, worker: 30 },
      everySeconds: 20,
      secrets: {
        DATABASE_URL: { services: ["api", "worker"], probe: "postgresql" },
        DATABASE_MONITOR_URL: { services: [], probe: "postgresql" },
        TOKEN: { services: ["api"], probe: "none" },
        STRANGE: { services: ["web"], probe: "none" },
      },
    },
    services: cluster,
    stages: async (name) => ({ short: name.slice("seeds-test/".length), current, labels: () => labels }),
    probe: async (kind) => {
      probed.push(kind);
      await probe?.();
    },
    now: () => now,
  };
  const input = { detail: { secret: `seeds-test/${secret}`, versionId: "v2" } };
  let state: State | null = null;
  for (let step = 1; step < 500; step++) {
    const question = { input, state, startedAt: new Date(began).toISOString() };
    const answer: StepAnswer<State> = await restart(question, tools);
    if (answer.status === "done")
      return { result: answer.result, asked: cluster.asked, probed, minutes: (now - began) / 60_000 };
    state = JSON.parse(JSON.stringify(answer.state));
    now += answer.after * 1000;
  }
  throw new Error("it never ends");
}

describe("restarting after a rotation", () => {
  it("restarts exactly the readers of the secret, one after another, and then tries the value", async () => {
    const { result, asked, probed } = await run({
      rollouts: { api: fine("api"), worker: fine("worker"), web: fine("web") },
    });

    expect(asked).toEqual(["api", "worker"]);
    expect(probed).toEqual(["postgresql"]);
    expect(result).toEqual({
      secret: "DATABASE_URL",
      versionId: "v2",
      restarted: ["api", "worker"],
      absent: [],
      probe: "postgresql",
    });
  });

  it.each([
    ["api", "90"],
    ["worker", "30"],
  ])(
    "waits for %s as long as one of its deployments takes, %s minutes, and touches no other",
    async (id, minutes) => {
      const never = [idle, rolling(id, "IN_PROGRESS")];
      const rollouts = { api: fine("api"), worker: fine("worker"), [id]: never };
      await expect(run({ rollouts })).rejects.toThrow(`${id}: not restarted within ${minutes} minutes`);
    },
  );

  it("takes nothing for its own rollout that was there before, be it complete", async () => {
    const late = [idle, idle, idle, rolling("api", "SUCCESSFUL")];
    const { asked, minutes } = await run({ secret: "TOKEN", rollouts: { api: late } });
    expect([asked, minutes]).toEqual([["api"], (3 * 20) / 60]);
  });

  it("waits through all the steps of a canary, whose old tasks and new ones run beside one another", async () => {
    const step = (lifecycleStage: ServiceDeployment["lifecycleStage"]): Seen => ({
      newest: { ...deployment("api-new", "IN_PROGRESS"), lifecycleStage },
    });
    const canary: readonly Seen[] = [
      idle,
      step("PRE_SCALE_UP"),
      step("POST_TEST_TRAFFIC_SHIFT"),
      ...Array.from({ length: 40 }, () => step("PRODUCTION_TRAFFIC_SHIFT")),
      ...Array.from({ length: 30 }, () => step("BAKE_TIME")),
      rolling("api", "SUCCESSFUL"),
    ];
    const { result, minutes } = await run({ secret: "TOKEN", rollouts: { api: canary } });
    expect([result, minutes]).toEqual([expect.objectContaining({ restarted: ["api"] }), (73 * 20) / 60]);
  });

  it("restarts a service of which ECS remembers no deployment", async () => {
    const first = [{ newest: undefined }, rolling("api", "SUCCESSFUL")];
    expect(await run({ secret: "TOKEN", rollouts: { api: first } })).toMatchObject({ asked: ["api"] });
  });

  it("skips services that the first deployment has not made yet, and names them", async () => {
    const { result, asked } = await run({ rollouts: { worker: fine("worker") } });

    expect(asked).toEqual(["worker"]);
    expect(result).toMatchObject({ restarted: ["worker"], absent: ["api"] });
  });

  it("only tries a secret that no service reads", async () => {
    expect(await run({ secret: "DATABASE_MONITOR_URL" })).toMatchObject({
      asked: [],
      probed: ["postgresql"],
      minutes: 0,
    });
  });

  it.each<ServiceDeployment["status"]>([
    "PENDING",
    "IN_PROGRESS",
    "STOP_REQUESTED",
    "ROLLBACK_REQUESTED",
    "ROLLBACK_IN_PROGRESS",
  ])("waits for a deployment that is %s before it begins its own", async (status) => {
    const theirs: Seen = { newest: deployment("theirs", status) };
    const over: Seen = { newest: deployment("theirs", "SUCCESSFUL") };
    const { asked, minutes } = await run({
      secret: "TOKEN",
      rollouts: { api: [theirs, theirs, over, rolling("api", "SUCCESSFUL")] },
    });

    expect([asked, minutes]).toEqual([["api"], (3 * 20) / 60]);
  });

  it("does not wait for ever for somebody else's deployment", async () => {
    const theirs: Seen = { newest: deployment("theirs", "IN_PROGRESS") };
    await expect(run({ secret: "TOKEN", rollouts: { api: [theirs] } })).rejects.toThrow(
      "api: an earlier deployment did not end within 90 minutes",
    );
  });

  it("takes a newer deployment of somebody else's for its own: its tasks read the new value too", async () => {
    const { result } = await run({
      secret: "TOKEN",
      rollouts: {
        api: [
          idle,
          rolling("api", "IN_PROGRESS"),
          { newest: deployment("theirs", "IN_PROGRESS") },
          { newest: deployment("theirs", "SUCCESSFUL") },
        ],
      },
    });
    expect(result).toMatchObject({ restarted: ["api"] });
  });

  it("refuses a service of which it was not told how long it takes", async () => {
    await expect(run({ secret: "STRANGE", rollouts: { web: fine("web") } })).rejects.toThrow(
      "how long web takes is not known",
    );
  });
});

describe("a restart that fails", () => {
  const event = (message: string, after = 1000) => ({ message, createdAt: new Date(began + after) });

  it.each<[ServiceDeployment["status"], Partial<ServiceDeployment>, string]>([
    [
      "ROLLBACK_SUCCESSFUL",
      { statusReason: "Service deployment rolled back because the circuit breaker threshold was exceeded." },
      "api: its deployment ended as ROLLBACK_SUCCESSFUL · Service deployment rolled back because the circuit breaker threshold was exceeded.",
    ],
    [
      "ROLLBACK_SUCCESSFUL",
      {
        lifecycleStage: "BAKE_TIME",
        rollback: { reason: "an alarm" },
        alarms: { triggeredAlarmNames: ["api-blue-deploy-slow-answers"] },
      },
      "api: its deployment ended as ROLLBACK_SUCCESSFUL · at BAKE_TIME · an alarm · alarms: api-blue-deploy-slow-answers",
    ],
    ["ROLLBACK_FAILED", {}, "api: its deployment ended as ROLLBACK_FAILED"],
    ["STOPPED", {}, "api: its deployment ended as STOPPED"],
  ])("was %s", async (status, more, reason) => {
    const undone: Seen = { newest: { ...deployment("api-new", status), ...more } };
    await expect(run({ rollouts: { api: [idle, undone], worker: fine("worker") } })).rejects.toThrow(
      new RegExp(`^${reason.replaceAll(/[.*]/g, ".")}$`),
    );
  });

  it("says why its tasks stopped, in the service's words since then, and none from before", async () => {
    const undone: Seen = {
      newest: deployment("api-new", "ROLLBACK_SUCCESSFUL"),
      events: [
        event("(service api) (task 12ab) failed container health checks."),
        event("(service api) has reached a steady state.", -60_000),
      ],
    };
    await expect(run({ rollouts: { api: [idle, undone] } })).rejects.toThrow(
      /^api: its deployment ended as ROLLBACK_SUCCESSFUL · \(service api\) \(task 12ab\) failed container health checks\.$/,
    );
  });

  it("stops where the new value opens nothing", async () => {
    const refused = () => Promise.reject(new Error("the password is refused"));
    await expect(run({ secret: "DATABASE_MONITOR_URL", probe: refused })).rejects.toThrow(
      "the password is refused",
    );
  });
});

describe("the version that the event names", () => {
  it("is left alone where a newer one is current: that one has an event of its own", async () => {
    const { result, asked, probed } = await run({
      current: "v3",
      labels: ["AWSPREVIOUS"],
      rollouts: { api: fine("api") },
    });

    expect([asked, probed]).toEqual([[], []]);
    expect(result).toMatchObject({ superseded: true, restarted: [] });
  });

  it("is waited for where it is still pending, and not for ever", async () => {
    await expect(run({ current: "v1", labels: ["AWSPENDING"] })).rejects.toThrow(
      "seeds-test/DATABASE_URL: version v2 did not become the current one",
    );
  });

  it("must be of a secret that the function knows", async () => {
    await expect(run({ secret: "toString" })).rejects.toThrow(
      "seeds-test/toString is none of the secrets that this function knows",
    );
  });

  it("must be there", async () => {
    const tools = {} as Tools;
    const question = { input: { detail: { secret: 1 } }, state: null, startedAt: "" };
    await expect(restart(question, tools)).rejects.toThrow("the event names no secret and no version");
  });
});
