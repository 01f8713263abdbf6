import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { admit, closedGroup, reach } from "../../network/closed-group.ts";
import { postgresPort as port } from "./engine.ts";

export interface Groups {
  readonly server: aws.ec2.SecurityGroup;
  /** Worn by whoever must reach the server itself. */
  readonly client: aws.ec2.SecurityGroup;
  readonly proxy: aws.ec2.SecurityGroup;
  readonly replica: aws.ec2.SecurityGroup | undefined;
}

/** The security groups around a database: the server lets in its proxy and its client group, which may leave to it alone. */
export function databaseGroups(
  name: string,
  label: string,
  vpcId: pulumi.Input<string>,
  replicated: boolean,
  parent: pulumi.Resource,
): Groups {
  const closed = (suffix: string, description: string) =>
    closedGroup(`${name}-${suffix}`, { vpcId, label: `${label}-${suffix}`, description }, parent);
  const server = closedGroup(
    `${name}-group`,
    { vpcId, label, description: "PostgreSQL: whoever is admitted, and no way out" },
    parent,
  );
  const client = closed("client", "Who must reach PostgreSQL itself: to it, and nowhere else");
  const proxy = closed("proxy-group", "RDS Proxy: whoever is admitted, and out to PostgreSQL alone");
  const replica = replicated
    ? closed("replica-group", "Read replicas: whoever is admitted, and no way out")
    : undefined;

  const opened = (id: string, group: aws.ec2.SecurityGroup): void => {
    const [from, to] = [{ referencedSecurityGroupId: group.id }, { referencedSecurityGroupId: server.id }];
    admit(`${name}-from-${id}`, server, from, port, `PostgreSQL from ${id}`, parent);
    reach(`${name}-${id}-to-server`, group, to, port, "PostgreSQL", parent);
  };
  opened("client", client);
  opened("proxy", proxy);
  return { server, client, proxy, replica };
}
