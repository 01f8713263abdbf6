import { deliveryMutations } from "./delivery.ts";
import { identityMutations } from "./identity.ts";
import { judgesMutations } from "./judging.ts";
import { serviceMutations } from "./service.ts";
import { workerMutations } from "./workers.ts";

judgesMutations([...serviceMutations, ...workerMutations, ...deliveryMutations, ...identityMutations]);
