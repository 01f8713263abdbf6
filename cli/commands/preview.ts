import { engineCommand } from "./engine-command.ts";

export const preview = engineCommand(
  "preview",
  "Show what the real engine would change, the policy pack on; refuse what deletes or replaces what holds data",
  {
    own: (yargs) =>
      yargs
        .option("save", {
          type: "string",
          requiresArg: true,
          describe: "Write the plan's digest, and what it comes from, for `up --approved`",
        })
        .option("drift", {
          type: "boolean",
          describe: "Ask AWS what stands, and fail where anything differs from what is declared",
        }),
    run: async (stack, words) => {
      const [{ preview: run }, { previewWords }] = await Promise.all([
        import("../plan/preview.ts"),
        import("../plan/preview-arguments.ts"),
      ]);
      return run(stack, previewWords(words));
    },
  },
);
