import type { Rule } from "../rule.ts";
import { dataAdmitsNoAddresses } from "../rules/data/data-admits-no-addresses.ts";
import { dataAdmitsOnlyServices } from "../rules/data/data-admits-only-services.ts";
import { dataBehindOwnGroup } from "../rules/data/data-behind-own-group.ts";
import { dataInOwnSubnets } from "../rules/data/data-in-own-subnets.ts";
import { statefulProtected } from "../rules/data/stateful-protected.ts";
import { statefulReplacedInOrder } from "../rules/data/stateful-replaced-in-order.ts";
import { storeSaysWhatItHolds } from "../rules/data/store-says-what-it-holds.ts";
import { storesStayInRegion } from "../rules/data/stores-stay-in-region.ts";

/** What keeps state, whichever it is. */
export const data: readonly Rule[] = [
  dataAdmitsNoAddresses,
  dataAdmitsOnlyServices,
  dataBehindOwnGroup,
  dataInOwnSubnets,
  statefulProtected,
  statefulReplacedInOrder,
  storeSaysWhatItHolds,
  storesStayInRegion,
];
