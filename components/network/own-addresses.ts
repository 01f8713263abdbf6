import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";

/** A network has four zones at most, hence so many NAT gateways; room for all of them, for a list is resized in two steps. */
const mostAddresses = 4;

/** A list of the network's own addresses outside, for whoever lets in nobody else. Returns its id. */
export const ownAddresses = (
  name: string,
  place: Place,
  addresses: readonly pulumi.Output<string>[],
  parent: pulumi.Resource,
): pulumi.Output<string> =>
  new aws.ec2.ManagedPrefixList(
    name,
    {
      name: `${place.prefix}-own-addresses`,
      addressFamily: "IPv4",
      maxEntries: mostAddresses,
      entries: addresses.map((address, at) => ({
        cidr: address.apply((ip) => `${ip}/32`),
        description: `NAT gateway ${at + 1}`,
      })),
    },
    { parent },
  ).id;
