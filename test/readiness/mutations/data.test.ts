import { dataMutations } from "./data.ts";
import { functionMutations } from "./functions.ts";
import { judgesMutations } from "./judging.ts";
import { recoveryMutations } from "./recovery.ts";
import { secretMutations } from "./secrets.ts";

judgesMutations([...dataMutations, ...recoveryMutations, ...secretMutations, ...functionMutations]);
