import { join } from "node:path";
import { partitionOf } from "../../../config/partition.ts";
import { readStackFile } from "../../../config/stack-file.ts";
import { record } from "../../../readiness/program/program.ts";
import { resolved } from "../../../readiness/program/resolve.ts";
import { root } from "../../config/writing.ts";
import { exportedResources } from "../../readiness/exported.ts";

/**
 * What `pulumi stack export` prints of a stack that was made as planned, with values in the place of what AWS chooses: no
 * engine made it. The real engine's own is in test/engine/launch.engine.ts.
 */
export async function stateOf(path: string): Promise<string> {
  const file = readStackFile(path);
  if ("mistakes" in file) throw new Error(`${path} is wrong`);
  const { account, region } = file.config;
  const place = { account, region, partition: partitionOf(region) };
  const recording = await record({
    project: file.project,
    stack: file.stack,
    entry: join(root, "index.ts"),
    config: file.raw,
    pass: "resolved",
    answers: ({ type, name, inputs }) => resolved(type, name, inputs.toJavaScript(), place),
  });
  const resources = exportedResources(recording);
  return JSON.stringify({ version: 3, deployment: { resources } });
}
