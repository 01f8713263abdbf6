import { join } from "node:path";
import type { Session } from "../../ops/session.ts";
import type { Target } from "../../ops/target.ts";
import { DependencyFailed, InputMistakes } from "../../readiness/errors.ts";
import type { Approval } from "../../readiness/preview/approval.ts";
import { refuseArguments } from "../engine.ts";
import { type ExitCode, exitCodes } from "../exit.ts";
import { root } from "../root.ts";
import { explained, shown } from "./after.ts";
import type { UpArguments } from "./arguments.ts";
import { cleared } from "./before.ts";
import { approvalIn, planned } from "./planned.ts";
import { say } from "./say.ts";

/**
 * An update that tells the truth: refused where its images do not exist, good when they serve, and then written down as
 * a release that can be gone back to.
 */
export async function up(stack: string, args: UpArguments): Promise<ExitCode> {
  refuseArguments(stack, args.pulumi);
  const approved = args.approved === undefined ? undefined : approvalIn(args.approved);
  if (args.unproven) {
    say(
      "golive: UNPROVEN, as you said: no image is looked for, nobody asks what serves afterwards, and no release is written down",
    );
    return await unproven(stack, args, approved);
  }
  const { AwsFailed, WrongInput } = await import("../../ops/errors.ts");
  try {
    return await proven(stack, args, approved);
  } catch (error) {
    if (error instanceof WrongInput) throw new InputMistakes(error.mistakes);
    throw error instanceof AwsFailed ? new DependencyFailed(error.message) : error;
  }
}

/** Where nobody can be asked what serves, all that users depend on takes a GO that is in date. */
async function unproven(stack: string, args: UpArguments, approved: Approval | undefined): Promise<ExitCode> {
  const { outdatedGo } = await import("./go.ts");
  const outdated = await outdatedGo(stack, async () => ({}));
  if (outdated === undefined) return (await planned(stack, args, approved)).code;
  say(`  ✘ ${outdated}\ngolive: nothing was deployed.`);
  return exitCodes.notReady;
}

async function proven(stack: string, args: UpArguments, approved: Approval | undefined): Promise<ExitCode> {
  const { targetAt } = await import("../../ops/target.ts");
  const target = targetAt(join(root, `Pulumi.${stack}.yaml`));
  const session = await signedIn(target);
  const before = await cleared(target, session, args);
  if (before === undefined) return exitCodes.notReady;

  const { code, began } = await planned(stack, args, approved);
  if (!began) return code;
  return code === exitCodes.ready
    ? await shown(target, session, before, args)
    : await explained(target, session, before.baseline, code);
}

async function signedIn(target: Target): Promise<Session> {
  const [{ signIn }, { AwsFailed }] = await Promise.all([
    import("../../ops/session.ts"),
    import("../../ops/errors.ts"),
  ]);
  const session = await signIn(target).catch((error: unknown) => {
    if (!(error instanceof AwsFailed)) throw error;
    throw new DependencyFailed(
      `${error.message}\nNothing was deployed. Where there is no AWS to ask, --unproven deploys without a proof.`,
    );
  });
  const { account, region } = target.config;
  say(`golive: deploying ${target.stack} to ${account} ${region} as ${session.who}`);
  return session;
}
