import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A service's part in it: it calls others, and is called under its own name where it has a port. */
export interface Connected {
  readonly namespaceArn: pulumi.Input<string>;
  /** Where others call it, and for how long they wait. */
  readonly called?: { readonly port: number; readonly longestRequestSeconds: number };
}

export const serviceConnect = (
  id: string,
  { namespaceArn, called }: Connected,
  log: { readonly group: pulumi.Input<string>; readonly region: string },
): aws.types.input.ecs.ServiceServiceConnectConfiguration => ({
  enabled: true,
  namespace: namespaceArn,
  logConfiguration: {
    logDriver: "awslogs",
    options: {
      "awslogs-group": log.group,
      "awslogs-region": log.region,
      "awslogs-stream-prefix": "connect",
    },
  },
  ...(called && {
    services: [
      {
        portName: id,
        discoveryName: id,
        clientAlias: [{ dnsName: id, port: called.port }],
        // Left out, it is 15 s.
        timeout: { perRequestTimeoutSeconds: called.longestRequestSeconds },
      },
    ],
  }),
});
