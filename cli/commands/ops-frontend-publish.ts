import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import { commitAt } from "../commit.ts";
import type { ExitCode } from "../exit.ts";
import { withYes } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";
import { acting, publishing } from "./ops-voice.ts";

interface PublishOptions extends OpsOptions {
  readonly build: string;
  readonly commit: string | undefined;
  readonly allow: string[];
  readonly "source-maps": boolean;
  readonly yes: boolean;
}

export const opsFrontendPublish: CommandModule<object, PublishOptions> = {
  command: "publish <build> <stack>",
  describe: "Send a build to users: judged, index.html last, then asked for as a visitor does",
  builder: (yargs) =>
    withYes(
      withStack(
        yargs.positional("build", {
          type: "string",
          demandOption: true,
          describe: "The folder that the frontend's build wrote, such as dist",
        }),
      ),
    )
      .option("commit", {
        type: "string",
        requiresArg: true,
        describe: "Of the product, for the record; else GITHUB_SHA, or what is checked out around the build",
      })
      .option("allow", {
        type: "string",
        array: true,
        nargs: 1,
        default: [] as string[],
        describe: "Let pass what was found and is no mistake, in the words of the refusal; may be repeated",
      })
      .option("source-maps", {
        type: "boolean",
        default: false,
        describe: "Publish source maps too: everybody can read the source then",
      })
      .example("$0 ops frontend publish dist staging", "a dry run: judges the build, and changes nothing"),
  handler: (options) => {
    const { allow: _, ...once } = options;
    return onStack(once, (target) => send(target, options));
  },
};

async function send(target: Target, options: PublishOptions): Promise<ExitCode> {
  const { build, allow, "source-maps": sourceMaps, yes: act } = options;
  const directory = resolve(build);
  const [{ publish }, { uploads }] = await Promise.all([
    import("../../ops/frontend/publish.ts"),
    import("./uploads.ts"),
  ]);
  const words = [
    quoted(build),
    target.typed,
    ...allow.map((word) => `--allow ${quoted(word)}`),
    ...(sourceMaps ? ["--source-maps"] : []),
    ...(options.commit === undefined ? [] : [`--commit ${options.commit}`]),
  ];
  return acting(
    { act, watchMinutes: 0 },
    async (manner, voice) => {
      const commit = options.commit ?? (await commitAt(directory));
      const wish = { directory, allow, sourceMaps, commit };
      return publish(target, wish, voice, { ...manner, uploads: uploads(voice) });
    },
    `./golive ops frontend publish ${words.join(" ")} --yes`,
    publishing,
  );
}
