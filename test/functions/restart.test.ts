import type { Deployment, Service } from "@aws-sdk/client-ecs";
import { describe, expect, it } from "vitest";
import { restart, type State, type Tools } from "../../functions/restart/restart.ts";
import type { Services } from "../../functions/restart/services.ts";
import type { StepAnswer } from "../../functions/shared/procedure.ts";

const began = Date.parse("2026-11-21T03:00:00Z");
const completed: Deployment = {
  id: "old",
  status: "PRIMARY",
  rolloutState: "COMPLETED",
  createdAt: new Date(0),
};

/** A cluster whose rollouts go on by one word each time somebody looks: what `rollouts` says, the last for ever. */
class Cluster implements Services {
  readonly asked: string[] = [];
  readonly #rollouts: Readonly<Record<string, readonly Service[]>>;
  readonly #looks = new Map<string, number>();
  readonly #clock: () => number;

  constructor(rollouts: Readonly<Record<string, readonly Service[]>>, clock: () => number) {
    this.#rollouts = rollouts;
    this.#clock = clock;
  }

  async describe(name: string): Promise<Service | undefined> {
    const states = this.#rollouts[name];
    if (states === undefined) return undefined;
    const look = this.#looks.get(name) ?? 0;
    this.#looks.set(name, look + 1);
    return states[Math.min(look, states.length - 1)];
  }

  async restart(name: string) {
    this.asked.push(name);
    return { id: `${name}-new`, at: this.#clock() };
  }
}

const idle: Service = { deployments: [completed] };
/** Our rollout of a service, at one moment. */
const rolling = (name: string, rolloutState: "IN_PROGRESS" | "COMPLETED"): Service => ({
  deployments: [{ id: `${name}-new`, status: "PRIMARY", rolloutState, createdAt: new Date(began) }],
});
const fine = (name: string): readonly Service[] => [
  idle,
  rolling(name, "IN_PROGRESS"),
  rolling(name, "COMPLETED"),
];

interface Run {
  readonly rollouts?: Readonly<Record<string, readonly Service[]>>;
  readonly secret?: string;
  readonly current?: string;
  readonly labels?: readonly string[];
  readonly probe?: () => Promise<void>;
}

/** Drives the procedure as the state machine does: state travels as JSON, and waiting moves the clock. */
async function run({ rollouts = {}, secret = "DATABASE_URL", current = "v2", labels = [], probe }: Run) {
  let now = began;
  const probed: string[] = [];
  const cluster = new Cluster(rollouts, () => now);
  const tools: Tools = {
    settings: {
      prefix: "seeds-test",
      cluster: "seeds-test",
      secrets: {
        DATABASE_URL: { services: ["api", "worker"], probe: "postgresql" },
        DATABASE_MONITOR_URL: { services: [], probe: "postgresql" },
        TOKEN: { services: ["api"], probe: "none" },
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

  it("does not touch the second service while the first is on its way", async () => {
    const never = [idle, rolling("api", "IN_PROGRESS")];
    await expect(run({ rollouts: { api: never, worker: fine("worker") } })).rejects.toThrow(
      "api: not restarted within 30 minutes",
    );
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

  it("waits for a deployment that is under way before it begins its own", async () => {
    const theirs: Service = { deployments: [{ ...completed, id: "theirs", rolloutState: "IN_PROGRESS" }] };
    const { asked, minutes } = await run({
      secret: "TOKEN",
      rollouts: { api: [theirs, theirs, ...fine("api")] },
    });

    expect([asked, minutes]).toEqual([["api"], (4 * 20) / 60]);
  });

  it("does not wait for ever for somebody else's deployment", async () => {
    const theirs: Service = { deployments: [{ ...completed, rolloutState: "IN_PROGRESS" }] };
    await expect(run({ secret: "TOKEN", rollouts: { api: [theirs] } })).rejects.toThrow(
      "api: an earlier deployment did not end within 30 minutes",
    );
  });

  it("takes a newer deployment of somebody else's for its own: its tasks read the new value too", async () => {
    const newer = { id: "theirs", status: "PRIMARY", createdAt: new Date(began + 60_000) };
    const { result } = await run({
      secret: "TOKEN",
      rollouts: {
        api: [
          idle,
          { deployments: [{ ...newer, rolloutState: "IN_PROGRESS" }] },
          { deployments: [{ ...newer, rolloutState: "COMPLETED" }] },
        ],
      },
    });
    expect(result).toMatchObject({ restarted: ["api"] });
  });
});

describe("a restart that fails", () => {
  const event = (message: string, after = 1000) => ({ message, createdAt: new Date(began + after) });
  const failed: Deployment = {
    id: "api-new",
    status: "ACTIVE",
    rolloutState: "FAILED",
    rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
    createdAt: new Date(began),
  };
  const back: Deployment = {
    id: "third",
    status: "PRIMARY",
    rolloutState: "IN_PROGRESS",
    rolloutStateReason: "ECS deployment circuit breaker: rolling back to deploymentId old.",
    createdAt: new Date(began + 60_000),
  };

  it.each<[string, Service, string]>([
    [
      "is listed as failed",
      { deployments: [back, failed] },
      "api: ECS deployment circuit breaker: tasks failed",
    ],
    ["is being rolled back", { deployments: [back] }, "rolling back to deploymentId old."],
    [
      "was rolled back between two looks",
      {
        deployments: [
          { ...back, rolloutState: "COMPLETED", rolloutStateReason: "ECS deployment third completed." },
        ],
        events: [event("(service api) (deployment api-new) deployment failed: tasks failed to start.")],
      },
      "deployment failed: tasks failed to start.",
    ],
    ["has given way to an older one", { deployments: [completed] }, "api: an older deployment serves again"],
  ])("%s", async (_, service, reason) => {
    await expect(run({ rollouts: { api: [idle, service], worker: fine("worker") } })).rejects.toThrow(reason);
  });

  it("says why its tasks stopped, in the service's words since then, and none from before", async () => {
    const service: Service = {
      deployments: [back, failed],
      events: [
        event("(service api) (task 12ab) failed container health checks."),
        event("(service api) has reached a steady state.", -60_000),
      ],
    };
    await expect(run({ rollouts: { api: [idle, service] } })).rejects.toThrow(
      /^api: ECS deployment circuit breaker: tasks failed to start\. · \(service api\) \(task 12ab\) failed container health checks\.$/,
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
