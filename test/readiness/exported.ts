import type { Recording } from "../../readiness/program/recording.ts";

/** What the engine writes down of resources that AWS has made. */
export const exportedResources = (all: Recording) =>
  [...all.values()].map((one) => ({
    urn: one.urn,
    type: one.type,
    custom: one.custom,
    parent: one.parent,
    provider: one.provider === "" ? "" : `${one.provider}::7c6f4a`,
    inputs: one.inputs.toJavaScript(),
    outputs: one.outputs.toJavaScript(),
    dependencies: one.dependencies,
    propertyDependencies: Object.fromEntries(one.propertyDependencies),
    protect: one.protect,
    ignoreChanges: one.ignoreChanges,
    customTimeouts: { update: one.timeouts.update },
  }));
