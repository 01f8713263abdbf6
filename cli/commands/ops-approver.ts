import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import { exitCodes } from "../exit.ts";

interface ApproverOptions {
  readonly file: string;
  readonly name: string;
}

export const opsApprover: CommandModule<object, ApproverOptions> = {
  command: "approver <file>",
  describe: "Make a key with which a person says GO: the private half into a file of theirs",
  builder: (yargs) =>
    yargs
      .positional("file", {
        type: "string",
        demandOption: true,
        describe: "Where the private key goes; GOLIVE_KEY_PASSPHRASE seals it",
      })
      .option("name", { type: "string", requiresArg: true, demandOption: true, describe: "Whose key it is" })
      .example('$0 ops approver ~/golive-go.pem --name "Ada Moreno"', "prints the line for launch.approvers"),
  handler: async ({ file, name }) => {
    const { makeKey } = await import("../../ops/go/key.ts");
    const { InputMistakes } = await import("../../readiness/errors.ts");
    const { WrongInput } = await import("../../ops/errors.ts");
    try {
      const key = makeKey(resolve(file), process.env.GOLIVE_KEY_PASSPHRASE);
      process.stdout.write(
        `The private key is in ${resolve(file)}, for nobody else to read${process.env.GOLIVE_KEY_PASSPHRASE ? ", sealed by the passphrase" : ""}. It signs; it goes into no repository.\nThe public one goes into the stack file, under launch.approvers:\n  - { name: ${name}, key: ${key} }\n`,
      );
      process.exitCode = exitCodes.ready;
    } catch (error) {
      throw error instanceof WrongInput ? new InputMistakes(error.mistakes) : error;
    }
  },
};
