import type { Rule } from "../rule.ts";
import { calledServiceAdmitsCallers } from "../rules/network/called-service-admits-callers.ts";
import { dataEgressClosed } from "../rules/network/data-egress-closed.ts";
import { dataPortsClosedToWorld } from "../rules/network/data-ports-closed-to-world.ts";
import { dataTierHasNoWayOut } from "../rules/network/data-tier-has-no-way-out.ts";
import { defaultGroupAdopted } from "../rules/network/default-group-adopted.ts";
import { defaultGroupEmpty } from "../rules/network/default-group-empty.ts";
import { groupRuleDescribed } from "../rules/network/group-rule-described.ts";
import { isolatedServiceHasOwnWaysOut } from "../rules/network/isolated-service-has-own-ways-out.ts";
import { isolatedServiceReachesNoStore } from "../rules/network/isolated-service-reaches-no-store.ts";
import { isolatedServiceRolesOpenNoStore } from "../rules/network/isolated-service-roles-open-no-store.ts";
import { networkTrafficLogged } from "../rules/network/network-traffic-logged.ts";
import { subnetGivesNoPublicAddress } from "../rules/network/subnet-gives-no-public-address.ts";
import { worldEntersByBalancer } from "../rules/network/world-enters-by-balancer.ts";
import { worldEntersByWebPorts } from "../rules/network/world-enters-by-web-ports.ts";

/** Who may talk to whom, and what is written down of it. */
export const network: readonly Rule[] = [
  calledServiceAdmitsCallers,
  dataEgressClosed,
  dataPortsClosedToWorld,
  dataTierHasNoWayOut,
  defaultGroupAdopted,
  defaultGroupEmpty,
  groupRuleDescribed,
  isolatedServiceHasOwnWaysOut,
  isolatedServiceReachesNoStore,
  isolatedServiceRolesOpenNoStore,
  networkTrafficLogged,
  subnetGivesNoPublicAddress,
  worldEntersByBalancer,
  worldEntersByWebPorts,
];
