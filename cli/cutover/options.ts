import type { Argv } from "yargs";
import { withHere } from "../commands/ops-here.ts";
import { withYes } from "../commands/ops-options.ts";
import { withTrial } from "../commands/ops-trial.ts";

/** What a phase is told: what is done of it, and what its steps are told in turn. */
export const withCutover = <T>(yargs: Argv<T>) =>
  withYes(withHere(withTrial(yargs)), "Do the steps; without, say what would be done")
    .option("again", { type: "boolean", default: false, describe: "Do what a record shows done, too" })
    .option("from", {
      type: "string",
      requiresArg: true,
      describe: "Begin with that step: those before it are somebody else's, and left out",
    })
    .option("until", {
      type: "string",
      requiresArg: true,
      describe: "End with that step: those after it are somebody else's, and left out",
    })
    .option("approved", {
      type: "string",
      requiresArg: true,
      describe: "What `./golive preview STACK --save` wrote: nothing else is deployed",
    })
    .option("pages", {
      type: "string",
      requiresArg: true,
      describe: "The folder of the built pages; without it, the pages stay",
    })
    .option("state", {
      type: "string",
      requiresArg: true,
      describe: "A file from `pulumi stack export`, for the verdict",
    })
    .option("staging-evidence", {
      type: "string",
      requiresArg: true,
      describe: "A folder with staging's records, where staging is another account's",
    })
    .option("sign-with", {
      type: "string",
      requiresArg: true,
      describe: "The approver's private key; without it, a GO that is signed already is relied on",
    })
    .option("logs", {
      type: "string",
      requiresArg: true,
      describe: "A file or folder with the product's logs, for a rehearsal",
    })
    .option("minutes", {
      type: "number",
      requiresArg: true,
      describe: "A rehearsal's own length of load and watch, with --through",
    })
    .option("repository", {
      type: "string",
      requiresArg: true,
      describe: "The product's repository, where it is not this one",
    })
    .option("push", { type: "boolean", default: false, describe: "Push the release's tag too" })
    .option("out", { type: "string", requiresArg: true, describe: "The folder of the report" })
    .option("rehearsal", {
      type: "boolean",
      default: false,
      describe: "Records count that were made elsewhere than at the services' own hosts, or in a folder",
    });
