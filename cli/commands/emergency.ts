import type { CommandModule } from "yargs";
import { emergencyDemote } from "./emergency-demote.ts";
import { emergencyFreeze } from "./emergency-freeze.ts";
import { emergencyLift } from "./emergency-lift.ts";
import { emergencySanity } from "./emergency-sanity.ts";

export const emergency: CommandModule = {
  command: "emergency",
  describe: "What is typed when something burns: look, and close what must be closed",
  builder: (yargs) =>
    yargs
      .command(emergencySanity)
      .command(emergencyDemote)
      .command(emergencyFreeze)
      .command(emergencyLift)
      .demandCommand(1, "Which one?")
      .epilogue("A dry run that finds something to do ends with 1; all else as ./golive --help says"),
  handler: () => undefined,
};
