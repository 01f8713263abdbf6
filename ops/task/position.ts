import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { AwsFailed } from "../errors.ts";
import { databaseClientsOf, groupOf, networkOf, taskSubnetsOf } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";
import type { DeclaredTask } from "./declared.ts";

/** Where in the network a task runs. */
export interface Position {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

/** The subnets of tasks, and the groups of the service that the task belongs to; found by the names that they are tagged with. */
export async function positionOf(target: Target, session: Session, task: DeclaredTask): Promise<Position> {
  const ec2 = new EC2Client({ region: target.config.region, ...bounded(30) });
  const tagged = (...Values: string[]) => ({ Name: "tag:Name", Values });

  const { Vpcs = [] } = await session.call("look for the network", "ec2:DescribeVpcs", () =>
    ec2.send(new DescribeVpcsCommand({ Filters: [tagged(networkOf(target))] })),
  );
  const vpc = only(target, `network ${networkOf(target)}`, ids(Vpcs, "VpcId"));
  const inside = { Name: "vpc-id", Values: [vpc] };

  const { Subnets = [] } = await session.call("look for the subnets of tasks", "ec2:DescribeSubnets", () =>
    ec2.send(new DescribeSubnetsCommand({ Filters: [inside, tagged(`${taskSubnetsOf(target)}*`)] })),
  );
  if (Subnets.length === 0) throw missing(target, `subnet ${taskSubnetsOf(target)}*`);

  const worn = [
    groupOf(target, task.service),
    ...(task.connects === "direct" ? [databaseClientsOf(target)] : []),
  ];
  const { SecurityGroups = [] } = await session.call(
    "look for security groups",
    "ec2:DescribeSecurityGroups",
    () => ec2.send(new DescribeSecurityGroupsCommand({ Filters: [inside, tagged(...worn)] })),
  );
  const named = (name: string) =>
    SecurityGroups.filter(({ Tags = [] }) => Tags.some(({ Key, Value }) => Key === "Name" && Value === name));
  return {
    subnets: ids(Subnets, "SubnetId").toSorted(),
    securityGroups: worn.map((name) => only(target, `security group ${name}`, ids(named(name), "GroupId"))),
  };
}

const ids = <K extends string>(
  found: readonly { readonly [key in K]?: string | undefined }[],
  key: K,
): readonly string[] => found.flatMap((one) => one[key] ?? []);

/** Two of one name stand side by side while one replaces the other; which of them is meant, nobody can tell. */
function only(target: Target, what: string, found: readonly string[]): string {
  const [one, ...others] = found;
  if (one === undefined) throw missing(target, what);
  if (others.length === 0) return one;
  throw new AwsFailed(`${what} is there ${found.length} times (${found.join(", ")}): is one being replaced?`);
}

const missing = ({ stack, config }: Target, what: string): AwsFailed =>
  new AwsFailed(
    `there is no ${what} in ${config.account} ${config.region}: \`./golive up ${stack}\` makes it`,
  );
