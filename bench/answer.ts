import { join } from "node:path";
import { criticalPath, forcedChain } from "../readiness/deployment/critical-path.ts";
import { PackProcess } from "../readiness/evaluation/pack-process.ts";
import { record } from "../readiness/program/program.ts";
import { rootUrn } from "../readiness/program/urn.ts";
import type { Asked, Found } from "./asked.ts";
import { policyCost } from "./policy-cost.ts";

/** Records the stack's first preview, and asks everything of it. */
export async function answer(asked: Asked): Promise<Found> {
  const recording = await record({ ...asked, pass: "preview", answers: () => undefined });
  const start = () => {
    const pack = new PackProcess(join(asked.root, "policy"));
    pack.begin({ ...asked, config: JSON.stringify(asked.config) });
    return pack;
  };
  return {
    policy: await policyCost(recording, start, rootUrn(asked)),
    longest: criticalPath(recording),
    forced: forcedChain(recording, forcedKinds),
  };
}

const behindBalancer = ({ loadBalancers }: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(loadBalancers) && loadBalancers.length > 0;

/** Network, then PostgreSQL in it, then its proxy, then an API that needs the proxy's address. */
const forcedKinds = [
  { type: "aws:ec2/vpc:Vpc" },
  { type: "aws:ec2/subnet:Subnet" },
  { type: "aws:rds/subnetGroup:SubnetGroup" },
  { type: "aws:rds/instance:Instance" },
  { type: "aws:rds/proxy:Proxy" },
  { type: "aws:ecs/taskDefinition:TaskDefinition" },
  { type: "aws:ecs/service:Service", like: behindBalancer },
];
