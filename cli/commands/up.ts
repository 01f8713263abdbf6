import { engineCommand } from "./engine-command.ts";

export const up = engineCommand(
  "up",
  "Create or update the stack, the policy pack on; good when what the stack file names serves",
  {
    own: (yargs) =>
      yargs
        .option("commit", {
          type: "string",
          describe: "Of the product, for the release's record; else GITHUB_SHA, or what is checked out",
        })
        .option("again", {
          type: "boolean",
          describe: "Deploy a release once more that was gone back from",
        })
        .option("despite-alarms", {
          type: "string",
          requiresArg: true,
          describe: "Deploy although alarms are red, for the reason that you give",
        })
        .option("approved", {
          type: "string",
          requiresArg: true,
          describe: "Deploy only what `preview --save` wrote into this file",
        })
        .option("unproven", {
          type: "boolean",
          describe: "Deploy where AWS cannot be asked: prove nothing, write no release down",
        }),
    run: async (stack, words) => {
      const [{ up: run }, { upArguments }] = await Promise.all([
        import("../up/up.ts"),
        import("../up/arguments.ts"),
      ]);
      return run(stack, upArguments(words));
    },
  },
);
