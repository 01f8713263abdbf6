import { join } from "node:path";
import type { SignedGo } from "../../config/shape/go.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { approvedGo, goIn } from "../../evidence/go.ts";
import { type Live, liveOf } from "../../ops/ecs/live.ts";
import { pinnedOf } from "../../ops/images.ts";
import type { Session } from "../../ops/session.ts";
import type { Target } from "../../ops/target.ts";
import { root } from "../root.ts";

/** Why the GO in the stack's file may not be used any more (G18); undefined where it may, or where there is none. */
export async function outdatedGo(target: Target, session: Session): Promise<string | undefined> {
  const read = readStackFile(join(root, target.file));
  const go = "mistakes" in read ? undefined : goIn(read.raw);
  return go && endedGo(target, go, () => liveOf(target, session));
}

/**
 * The pack, which sees no more than the plan, knows which images a GO names, and here is known which of them run already.
 * Those may go on for ever; others need a GO that is in date. One that nobody signed is the pack's to refuse.
 */
export async function endedGo(
  { config, stack }: Pick<Target, "config" | "stack">,
  signed: SignedGo,
  serving: () => Promise<Readonly<Record<string, Pick<Live, "image">>>>,
  now = new Date(),
): Promise<string | undefined> {
  const { live, approvers } = config.launch;
  const go = live ? approvedGo(signed, approvers) : undefined;
  if (!go || Date.parse(go.expires) > now.getTime()) return undefined;
  const served = new Set(Object.values(await serving()).map(({ image }) => image));
  const changed = Object.entries(pinnedOf(config)).filter(([, image]) => !served.has(image));
  return changed.length === 0
    ? undefined
    : `the GO for ${changed.map(([id]) => id).join(", ")} ended on ${go.expires}: ./golive ops go ${stack} --sign-with FILE --yes says it anew`;
}
