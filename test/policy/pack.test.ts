import { fileURLToPath } from "node:url";
import grpc from "@grpc/grpc-js";
import analyzergrpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzerpb from "@pulumi/pulumi/proto/analyzer_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { afterEach, describe, expect, it } from "vitest";
import { parseMessage } from "../../policy/message.ts";
import { sent } from "../../policy/sdk/example.ts";
import { unknown } from "../../policy/view.ts";
import { PackProcess } from "../../readiness/evaluation/pack-process.ts";

const instance = "aws:rds/instance:Instance";
const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const waiver = { rule: "database-locked", resource: "main", reason: "a pilot", owner: "data", until: soon };
const running: PackProcess[] = [];
afterEach(() => {
  for (const pack of running.splice(0)) pack.stop();
});

interface Diagnostic {
  readonly policy: string;
  readonly level: "mandatory" | "advisory";
  readonly says: ReturnType<typeof parseMessage>;
}

/** The real pack in its own process, asked as the engine asks it. */
async function judged(stack: string, platform: object, props: object, type = instance) {
  const config = JSON.stringify({ "golive:platform": JSON.stringify(platform) });
  const pack = new PackProcess(fileURLToPath(new URL("../../policy", import.meta.url)));
  pack.begin({ stack, project: "golive", config });
  running.push(pack);
  const client = new analyzergrpc.AnalyzerClient(
    `127.0.0.1:${await pack.port}`,
    grpc.credentials.createInsecure(),
  );
  const described = <T extends analyzerpb.AnalyzeRequest | analyzerpb.AnalyzerResource>(message: T): T => {
    message.setUrn(`urn:pulumi:${stack}::golive::${type}::main`);
    message.setType(type);
    message.setName("main");
    message.setProperties(
      struct.Struct.fromJavaScript(sent(props) as Record<string, struct.JavaScriptValue>),
    );
    message.setOptions(new analyzerpb.AnalyzerResourceOptions());
    return message;
  };
  const answer = (call: (reply: (error: Error | null, answer: analyzerpb.AnalyzeResponse) => void) => void) =>
    new Promise<readonly Diagnostic[]>((resolve, reject) => {
      call((error, response) =>
        error ? reject(error) : resolve(response.getDiagnosticsList().map(diagnostic)),
      );
    });
  const whole = new analyzerpb.AnalyzeStackRequest();
  whole.addResources(described(new analyzerpb.AnalyzerResource()));
  const resource = await answer((reply) => client.analyze(described(new analyzerpb.AnalyzeRequest()), reply));
  const stackWide = await answer((reply) => client.analyzeStack(whole, reply));
  client.close();
  return { resource, stack: stackWide };
}

const diagnostic = (from: analyzerpb.AnalyzeDiagnostic): Diagnostic => ({
  policy: from.getPolicyname(),
  level: from.getEnforcementlevel() === analyzerpb.EnforcementLevel.ADVISORY ? "advisory" : "mandatory",
  says: parseMessage(from.getMessage()),
});
const of = (rule: string, list: readonly Diagnostic[]) => list.filter(({ says }) => says?.rule === rule);

describe("the pack, over the engine's protocol", () => {
  it("refuses what is wrong, absent or unknown, each by a mandatory violation that can be read back", async () => {
    const { resource, stack } = await judged("production", {}, { storageEncrypted: false, multiAz: unknown });
    expect(of("database-encrypted", resource)).toMatchObject([
      { policy: "resource", says: { status: "failed" } },
    ]);
    expect(of("database-locked", resource)).toMatchObject([
      { says: { finding: "deletionProtection is not true" } },
    ]);
    expect(of("database-has-standby", resource)).toMatchObject([
      { level: "mandatory", says: { status: "not proven", finding: "multiAz is known only after deploy" } },
    ]);
    expect(of("database-forces-tls", stack)).toMatchObject([{ policy: "stack", says: { status: "failed" } }]);
    expect([...resource, ...stack].filter(({ level, says }) => level !== "mandatory" || !says)).toEqual([]);
  });

  it("holds production's floor against production alone", async () => {
    const { resource } = await judged("staging", { environment: "staging" }, {});
    expect(of("database-has-standby", resource)).toEqual([]);
    expect(of("database-backed-up", resource)).toHaveLength(1);
  });

  it("shows what is waived as advice, and no longer as a violation", async () => {
    const { resource, stack } = await judged("production", { waivers: [waiver] }, {});
    expect(of("database-locked", resource)).toMatchObject([
      { policy: "waived", level: "advisory", says: { status: "waived" } },
    ]);
    expect(of("waiver-hygiene", stack)).toEqual([]);
  });

  it("waives the findings of a stack rule in the same way", async () => {
    const { stack } = await judged(
      "production",
      { waivers: [{ ...waiver, rule: "database-forces-tls" }] },
      {},
    );
    expect(of("database-forces-tls", stack)).toMatchObject([{ policy: "waived-stack", level: "advisory" }]);
    expect(of("waiver-hygiene", stack)).toEqual([]);
  });

  it("brings a finding back when its waiver has ended, and says so", async () => {
    const { resource } = await judged("production", { waivers: [{ ...waiver, until: "2026-01-01" }] }, {});
    expect(of("database-locked", resource)).toMatchObject([
      {
        level: "mandatory",
        says: { finding: "deletionProtection is not true (its waiver ended on 2026-01-01)" },
      },
    ]);
  });

  it("waives no finding of a rule that asks for a signature, and says so", async () => {
    const platform = {
      launch: { live: true, approvers: [] },
      waivers: [{ ...waiver, rule: "live-images-have-a-go", resource: "stack" }],
    };
    const { stack } = await judged("production", platform, {}, "aws:ecs/taskDefinition:TaskDefinition");
    expect(of("live-images-have-a-go", stack)).toMatchObject([
      { policy: "stack", level: "mandatory", says: { status: "failed" } },
    ]);
    expect(of("waiver-hygiene", stack).map(({ says }) => says?.finding)).toEqual([
      "the waiver of live-images-have-a-go on stack is of a rule that no waiver excuses",
    ]);
  });

  it("refuses waivers that excuse nothing", async () => {
    const waivers = [waiver, { ...waiver, rule: "no-such-rule" }, { ...waiver, owner: "" }];
    const { stack } = await judged("production", { waivers }, { deletionProtection: true });
    expect(of("waiver-hygiene", stack).map(({ says }) => says?.finding)).toEqual([
      "the waiver of database-locked on main excuses nothing",
      "the waiver of no-such-rule on main names a rule that does not exist",
      "the waiver of database-locked on main has no owner",
    ]);
  });
});
