import { alarmMutations } from "./alarms.ts";
import { eyesMutations } from "./eyes.ts";
import { judgesMutations } from "./judging.ts";
import { oncallMutations } from "./oncall.ts";
import { probeMutations } from "./probes.ts";
import { telemetryMutations } from "./telemetry.ts";

judgesMutations([
  ...alarmMutations,
  ...oncallMutations,
  ...eyesMutations,
  ...probeMutations,
  ...telemetryMutations,
]);
