import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../components/document.ts";
import { Lambda } from "../components/run/lambda.ts";
import type { Inside } from "./inside.ts";

interface FunctionArgs {
  readonly description: string;
  /** What `functions/<folder>/settings.ts` describes. */
  readonly settings: pulumi.Input<unknown>;
  readonly statements: readonly Statement[];
  readonly timeoutSeconds: number;
  /** Of the metrics that it publishes, if it does. */
  readonly namespace?: string;
  /** In the network, and there a client of the database itself where `database` says so. */
  readonly network?: { readonly database: boolean };
}

/** One of the platform's own functions, by its folder; when it fails, it pages. */
export function lambda(folder: string, { network, ...args }: FunctionArgs, inside: Inside): Lambda {
  const { place, logs, alarms, parent } = inside;
  const made = new Lambda(
    folder,
    {
      ...args,
      place,
      logs,
      folder,
      memoryMiB: 256,
      ...(network && {
        network: {
          vpcId: inside.network.vpcId,
          subnetIds: inside.network.taskSubnetIds,
          groupIds: network.database ? [inside.database.clientGroupId] : [],
        },
      }),
    },
    { parent },
  );
  alarms.watchFunction(folder, made.name);
  return made;
}
