import analyzerpb from "@pulumi/pulumi/proto/analyzer_pb.js";
import { describe, expect, it } from "vitest";
import { aboutResource, aboutStack } from "../../readiness/evaluation/questions.ts";
import type { Registration } from "../../readiness/program/recording.ts";
import { registration, wire } from "./registration.ts";

const provider = registration("pulumi:providers:aws", "default", { inputs: wire({ version: "7.48.0" }) });
const bucket = registration("aws:s3/bucket:Bucket", "site", {
  inputs: wire({ bucket: "golive-site", tags: { team: "web" } }),
  outputs: wire({ bucket: "golive-site", tags: { team: "web" }, arn: "arn:aws:s3:::golive-site" }),
  provider: provider.urn,
  parent: "urn:pulumi:s::p::golive:Site::site",
  dependencies: [provider.urn],
  propertyDependencies: new Map([
    ["bucket", [provider.urn]],
    ["tags", []],
  ]),
  protect: true,
  ignoreChanges: ["tags"],
  deleteBeforeReplace: true,
  additionalSecretOutputs: ["arn"],
  aliases: ["urn:pulumi:s::p::aws:s3/bucket:Bucket::old"],
  timeouts: { create: 1, update: 2, delete: 3, read: 4 },
});
const stack = (...all: readonly Registration[]) => new Map(all.map((one) => [one.urn, one]));

const asked = (all: ReadonlyMap<string, Registration>) =>
  analyzerpb.AnalyzeStackRequest.deserializeBinary(aboutStack(all, "urn:stack").request).getResourcesList();

describe("what the pack is asked", () => {
  it("says of one resource what it is, what it is given, how it is treated and by whom it is managed", () => {
    const { method, urn, request } = aboutResource(bucket, provider);
    const said = analyzerpb.AnalyzeRequest.deserializeBinary(request);

    expect([method, urn, said.getUrn()]).toEqual(["Analyze", bucket.urn, bucket.urn]);
    expect([said.getType(), said.getName()]).toEqual([bucket.type, "site"]);
    expect(said.getProperties()?.toJavaScript()).toEqual({ bucket: "golive-site", tags: { team: "web" } });
    expect(said.getOptions()?.toObject()).toEqual({
      protect: true,
      ignorechangesList: ["tags"],
      deletebeforereplace: true,
      deletebeforereplacedefined: true,
      additionalsecretoutputsList: ["arn"],
      aliasesList: ["urn:pulumi:s::p::aws:s3/bucket:Bucket::old"],
      customtimeouts: { create: 1, update: 2, pb_delete: 3, read: 4 },
      parent: bucket.parent,
    });
    expect([said.getProvider()?.getUrn(), said.getProvider()?.getProperties()?.toJavaScript()]).toEqual([
      provider.urn,
      { version: "7.48.0" },
    ]);
  });

  it("says of the stack all that, with the planned state and with what hangs on what", () => {
    const [manager, site, ...others] = asked(stack(provider, bucket));

    expect([manager?.getUrn(), manager?.getProvider(), others]).toEqual([provider.urn, undefined, []]);
    expect([site?.getUrn(), site?.getType(), site?.getName()]).toEqual([bucket.urn, bucket.type, "site"]);
    expect(site?.getProperties()?.toJavaScript()).toMatchObject({ arn: "arn:aws:s3:::golive-site" });
    expect(site?.getOptions()?.getIgnorechangesList()).toEqual(["tags"]);
    expect(site?.getProvider()?.getUrn()).toBe(provider.urn);
    expect([site?.getParent(), site?.getDependenciesList()]).toEqual([bucket.parent, [provider.urn]]);
    expect(site?.getPropertydependenciesMap().toObject(false, (_, on) => on.getUrnsList())).toEqual([
      ["bucket", [provider.urn]],
    ]);
  });

  it("follows what a component gives out after it was asked about", () => {
    const component = registration("golive:Site", "site", { custom: false });
    aboutResource(component, undefined);
    component.outputs = wire({ shows: ["golive-site"] });

    const [after] = asked(stack(component));
    expect(after?.getProperties()?.toJavaScript()).toEqual({ shows: ["golive-site"] });
    const { request } = aboutResource(component, undefined);
    expect(analyzerpb.AnalyzeRequest.deserializeBinary(request).getProperties()?.toJavaScript()).toEqual({});
  });

  it("follows the provider that it is asked with", () => {
    aboutStack(stack(bucket), "urn:stack");
    expect(asked(stack(bucket, provider))[0]?.getProvider()?.getUrn()).toBe(provider.urn);
  });
});
