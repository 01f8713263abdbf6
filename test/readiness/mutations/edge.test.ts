import { emailMutations } from "./email.ts";
import { firewallMutations, heldChanges } from "./firewall.ts";
import { frontendMutations } from "./frontend.ts";
import { judgesMutations } from "./judging.ts";

judgesMutations([...firewallMutations, ...frontendMutations, ...emailMutations], heldChanges);
