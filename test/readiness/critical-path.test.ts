import type structpb from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, it } from "vitest";
import { createSeconds } from "../../readiness/deployment/create-times.ts";
import { criticalPath, forcedChain } from "../../readiness/deployment/critical-path.ts";
import type { Recording } from "../../readiness/program/recording.ts";
import { registration, wire } from "./registration.ts";

interface Made {
  readonly type: string;
  readonly after?: readonly string[];
  readonly from?: Readonly<Record<string, readonly string[]>>;
  readonly parent?: string;
  readonly provider?: string;
  readonly custom?: boolean;
  readonly props?: Readonly<Record<string, structpb.JavaScriptValue>>;
}

/** Registrations by name, in the order in which they arrive; the name is the URN. */
function recordingOf(made: Readonly<Record<string, Made>>): Recording {
  return new Map(
    Object.entries(made).map(
      ([name, { type, after = [], from = {}, parent = "", provider = "", custom = true, props = {} }]) => {
        const inputs = wire(props);
        const made = registration(type, name, {
          ...{ urn: name, custom, parent, inputs, outputs: inputs, provider },
          ...{ dependencies: after, propertyDependencies: new Map(Object.entries(from)) },
        });
        return [name, made];
      },
    ),
  );
}

const namesAndSeconds = ({ links, seconds }: ReturnType<typeof criticalPath>) => ({
  chain: links.map(({ name }) => name),
  seconds,
});

const key = "aws:kms/key:Key";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const database = "aws:rds/instance:Instance";
const cluster = "aws:ecs/cluster:Cluster";

describe("the critical path", () => {
  it("is the longest chain, not the one with the most links", () => {
    const recording = recordingOf({
      balancer: { type: balancer },
      key: { type: key },
      cluster: { type: cluster, after: ["key"] },
      second: { type: cluster, after: ["cluster"] },
    });

    expect(namesAndSeconds(criticalPath(recording))).toEqual({ chain: ["balancer"], seconds: 180 });
  });

  it("goes through what a property was computed from, and what was waited for", () => {
    const recording = recordingOf({
      key: { type: key },
      database: { type: database, from: { kmsKeyId: ["key"] } },
      balancer: { type: balancer, after: ["database"] },
    });

    expect(namesAndSeconds(criticalPath(recording))).toEqual({
      chain: ["key", "database", "balancer"],
      seconds: 20 + 420 + 180,
    });
  });

  it("goes through a component and a provider, which take no time and are no links", () => {
    const recording = recordingOf({
      key: { type: key },
      provider: { type: "pulumi:providers:aws", from: { region: ["key"] } },
      part: { type: "golive:run:Part", custom: false, after: ["key"] },
      inside: { type: cluster, parent: "part" },
      beside: { type: balancer, provider: "provider" },
    });

    expect(namesAndSeconds(criticalPath(recording))).toEqual({ chain: ["key", "beside"], seconds: 200 });
  });

  it("is empty for a stack that makes nothing", () => {
    expect(criticalPath(recordingOf({}))).toEqual({ links: [], seconds: 0 });
  });
});

describe("the forced chain", () => {
  it("takes the quickest resource of each kind, and only of that kind", () => {
    const recording = recordingOf({
      standby: { type: database, props: { multiAz: true } },
      single: { type: database },
      worker: { type: "aws:ecs/service:Service", props: { waitForSteadyState: true } },
      api: {
        type: "aws:ecs/service:Service",
        props: { waitForSteadyState: true, loadBalancers: [{ containerPort: 80 }] },
      },
    });
    const served = ({ loadBalancers }: Readonly<Record<string, unknown>>) => loadBalancers !== undefined;

    expect(
      namesAndSeconds(
        forcedChain(recording, [{ type: database }, { type: "aws:ecs/service:Service", like: served }]),
      ),
    ).toEqual({
      chain: ["single", "api"],
      seconds: 420 + 180,
    });
  });
});

describe("the table of create times", () => {
  it("takes what only Pulumi knows as made at once, and what it does not know as one call", () => {
    expect(createSeconds("golive:run:Service", false, () => ({}))).toBe(0);
    expect(createSeconds("pulumi:providers:aws", true, () => ({}))).toBe(0);
    expect(createSeconds("aws:sns/topic:Topic", true, () => ({}))).toBe(2);
  });

  it("knows that a standby, a replica and a steady service take longer", () => {
    const seconds = (type: string, inputs: Readonly<Record<string, unknown>>) =>
      createSeconds(type, true, () => inputs);
    const replicas = "aws:elasticache/replicationGroup:ReplicationGroup";

    expect(seconds(database, { multiAz: true })).toBeGreaterThan(seconds(database, {}));
    expect(seconds(replicas, { numCacheClusters: 3 })).toBeGreaterThan(
      seconds(replicas, { numCacheClusters: 1 }),
    );
    expect(seconds("aws:ecs/service:Service", { waitForSteadyState: true })).toBeGreaterThan(
      seconds("aws:ecs/service:Service", {}),
    );
  });
});
