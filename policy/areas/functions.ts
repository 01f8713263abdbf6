import type { Rule } from "../rule.ts";
import { functionEnvironmentWithoutSecrets } from "../rules/functions/function-environment-without-secrets.ts";
import { functionFailuresPage } from "../rules/functions/function-failures-page.ts";
import { functionHasOwnRole } from "../rules/functions/function-has-own-role.ts";
import { functionLogsKept } from "../rules/functions/function-logs-kept.ts";
import { functionRuntimeSupported } from "../rules/functions/function-runtime-supported.ts";
import { functionSpreadOverZones } from "../rules/functions/function-spread-over-zones.ts";
import { functionUrlClosed } from "../rules/functions/function-url-closed.ts";
import { invokePermissionTied } from "../rules/functions/invoke-permission-tied.ts";
import { procedureEndsInTime } from "../rules/functions/procedure-ends-in-time.ts";
import { procedureFailuresPage } from "../rules/functions/procedure-failures-page.ts";
import { stateMachineLogs } from "../rules/functions/state-machine-logs.ts";

/** What runs code without a server: functions, procedures, and who may set them off. */
export const functions: readonly Rule[] = [
  functionEnvironmentWithoutSecrets,
  functionFailuresPage,
  functionHasOwnRole,
  functionLogsKept,
  functionRuntimeSupported,
  functionSpreadOverZones,
  functionUrlClosed,
  invokePermissionTied,
  procedureEndsInTime,
  procedureFailuresPage,
  stateMachineLogs,
];
