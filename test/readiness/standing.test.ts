import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { partitionOf } from "../../config/partition.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import { imagesIn } from "../../readiness/go-live/images.ts";
import { registrationsIn } from "../../readiness/go-live/registrations.ts";
import { standingOf } from "../../readiness/go-live/standing.ts";
import { readState } from "../../readiness/go-live/state.ts";
import { shapeOf } from "../../readiness/parity/shape.ts";
import { record } from "../../readiness/program/program.ts";
import type { Recording } from "../../readiness/program/recording.ts";
import { resolved } from "../../readiness/program/resolve.ts";
import { exportedResources } from "./exported.ts";

const root = join(import.meta.dirname, "../..");
const at = { project: "golive", stack: "production" };
const read = readStackFile(join(root, "Pulumi.production.yaml"));
if ("mistakes" in read) throw new Error("the production stack file is wrong");
const file = read;

type Resource = Record<string, unknown> & { readonly urn: string; readonly type: string };
interface Exported {
  readonly version: number;
  readonly deployment: {
    readonly resources: readonly Resource[];
    readonly pending_operations?: readonly object[];
  };
}

let recording: Recording;
let state: Exported;

const exported = (all: Recording): Exported => ({
  version: 3,
  deployment: { resources: exportedResources(all) },
});

beforeAll(async () => {
  const { account, region } = file.config;
  const place = { account, region, partition: partitionOf(region) };
  recording = await record({
    ...at,
    entry: join(root, "index.ts"),
    config: file.raw,
    pass: "resolved",
    answers: ({ type, name, inputs }) => resolved(type, name, inputs.toJavaScript(), place),
  });
  state = exported(recording);
}, 120_000);

const plan = () => ({
  ...at,
  resources: [...recording.values()],
  images: imagesIn([...recording.values()].map(shapeOf)),
});
const judged = (changed: Exported) =>
  standingOf(readState(JSON.stringify(changed), "state.json", at), plan(), {
    root,
    config: file.raw,
    from: "state.json",
  });
/** The state with each resource of a type (and name) changed. */
const changing = (which: RegExp, change: (one: Resource) => Resource | readonly Resource[]): Exported => {
  const touched = state.deployment.resources.filter(({ urn }) => which.test(urn));
  if (touched.length === 0) throw new Error(`nothing is ${which}`);
  return {
    ...state,
    deployment: {
      resources: state.deployment.resources.flatMap((one) => (which.test(one.urn) ? change(one) : one)),
    },
  };
};
const rules = (standing: Awaited<ReturnType<typeof judged>>) =>
  "findings" in standing ? [...new Set(standing.findings.map(({ rule }) => rule))] : [];

describe("what stands, judged by the pack that judges the plan", { timeout: 120_000 }, () => {
  it("is ready where it is what was planned", async () => {
    const standing = await judged(state);

    expect(standing).toMatchObject({ from: "state.json", findings: [], problems: [], changes: [] });
    expect("images" in standing && standing.images).toEqual(plan().images);
    expect(plan().images.length).toBeGreaterThan(2);
  });

  it("fails where somebody has opened the database by hand", async () => {
    const open = changing(/aws:rds\/(?:instance:Instance|cluster:Cluster)::/, (one) => ({
      ...one,
      outputs: { ...Object(one.outputs), publiclyAccessible: true, deletionProtection: false },
      inputs: { ...Object(one.inputs), publiclyAccessible: true, deletionProtection: false },
    }));

    expect(rules(await judged(open))).not.toEqual([]);
  });

  it("tells what is planned and does not stand, and the reverse, by URN", async () => {
    const [gone] = state.deployment.resources.filter(({ type }) => type === "aws:sqs/queue:Queue");
    const stranger = "urn:pulumi:production::golive::aws:s3/bucket:Bucket::left-over";
    const without = changing(/aws:sqs\/queue:Queue::/, (one) =>
      one.urn === gone?.urn ? { ...one, delete: true } : one,
    );
    const standing = await judged({
      ...without,
      deployment: {
        resources: [
          ...without.deployment.resources,
          { urn: stranger, type: "aws:s3/bucket:Bucket", custom: true },
        ],
      },
    });

    expect("changes" in standing && standing.changes).toEqual(
      [`${gone?.urn} is planned, and does not stand`, `${stranger} stands, and is not planned`].sort(),
    );
  });

  it("tells of a task definition with another image, and of operations without an end", async () => {
    const [image = ""] = plan().images;
    const other = image.replace(/[\da-f]{64}$/, "0".repeat(64));
    const moved: Exported = JSON.parse(JSON.stringify(state).replaceAll(image, other));
    const standing = await judged({
      ...moved,
      deployment: { ...moved.deployment, pending_operations: [{}, {}] },
    });

    expect(standing).toMatchObject({ problems: ["2 operations began, and nobody knows how they ended"] });
    expect("changes" in standing && standing.changes).toEqual([
      `no task definition that stands starts ${image}, which is planned`,
      `a task definition that stands starts ${other}, which is not planned`,
    ]);
  });
});

describe("an exported state", () => {
  const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  const small = (inputs: object) => ({
    version: 3,
    deployment: {
      resources: [{ urn: "urn:pulumi:production::golive::a:b:C::c", type: "a:b:C", inputs, outputs: inputs }],
    },
  });

  it("hands no secret on, sealed or not", () => {
    const text = JSON.stringify(
      small({
        a: { ...signature, ciphertext: "v1:abc" },
        b: [{ c: { ...signature, plaintext: '"hunter2"' } }],
      }),
    );
    const [one] = registrationsIn(readState(text, "state.json", at).resources).values();
    const told = JSON.stringify([one?.inputs.toJavaScript(), one?.outputs.toJavaScript()]);

    expect(told).not.toMatch(/hunter2|v1:abc/);
    expect(one?.inputs.toJavaScript()).toEqual({
      a: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      b: [{ c: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }],
    });
  });

  it.each([
    ["no JSON", "{", "no state of version 3"],
    ["another version", JSON.stringify({ version: 2, deployment: {} }), "no state of version 3"],
    [
      "another stack's",
      JSON.stringify(small({})).replace("production", "staging"),
      "urn:pulumi:staging::golive, another stack's resources",
    ],
  ])("is refused where it is %s", (_, text, found) => {
    const refused = () => readState(text, "state.json", at);

    expect(refused).toThrow(InputMistakes);
    expect(refused).toThrow(found);
  });
});
