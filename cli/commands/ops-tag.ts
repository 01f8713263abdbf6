import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import { quoted } from "../../ops/quoted.ts";
import { drilled } from "./ops-drill.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords {
  readonly repository: string;
  readonly remote: string;
  readonly push: boolean;
  readonly yes: boolean;
}

export const opsTag: CommandModule<object, Options> = {
  command: "tag <stack>",
  describe: "Tag the commit whose smoke test has passed as the release that serves",
  builder: (yargs) =>
    withYes(withTrial(yargs))
      .option("repository", {
        type: "string",
        requiresArg: true,
        default: ".",
        describe: "The folder of the product's repository",
      })
      .option("push", { type: "boolean", default: false, describe: "Push the tag too" })
      .option("remote", {
        type: "string",
        requiresArg: true,
        default: "origin",
        describe: "Where to, with --push",
      })
      .example("$0 ops tag staging --push --yes", "release/staging/<release>"),
  handler: (options) =>
    onStack(options, async (target) => {
      const { tagRelease } = await import("../../ops/tag.ts");
      const { repository, remote, push } = options;
      const command = [
        `tag ${target.typed}`,
        ...(repository === "." ? [] : [`--repository ${quoted(repository)}`]),
        ...(push ? ["--push"] : []),
        ...(remote === "origin" ? [] : [`--remote ${quoted(remote)}`]),
      ].join(" ");
      const wish = { repository: resolve(repository), remote, push, commit: options.commit };
      return drilled(target, { command, words: options }, tagRelease(wish));
    }),
};
