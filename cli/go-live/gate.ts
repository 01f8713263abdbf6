import { resolve } from "node:path";
import { mistyped } from "../../ops/errors.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import type { ExitCode } from "../exit.ts";
import { root } from "../root.ts";
import { chooseStacks } from "../stacks.ts";
import { judgeGoLive } from "./judge.ts";
import type { GoLiveOptions } from "./options.ts";

interface GateWords extends GoLiveOptions {
  readonly stack: readonly string[];
  readonly json: boolean | undefined;
  readonly markdown: boolean | undefined;
  readonly directory: string | undefined;
}

/** `gate --go-live`: one stack at a time, production where none is named. */
export async function gateGoLive(options: GateWords): Promise<ExitCode> {
  const {
    state,
    evidence,
    rehearsal,
    through,
    "staging-evidence": stagingEvidence,
    directory,
    json,
    markdown,
  } = options;
  const asked = options.stack.length === 0 ? ["production"] : options.stack;
  const [stack = "", ...others] = chooseStacks(directory === undefined ? root : resolve(directory), asked);
  if (others.length > 0)
    throw new InputMistakes([mistyped("--stack", asked.join(", "), "one stack with --go-live")]);
  return judgeGoLive(
    { stack, directory, state, evidence, stagingEvidence, through, rehearsal },
    { json, markdown },
  );
}
