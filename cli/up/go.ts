import { join } from "node:path";
import { readStackFile } from "../../config/stack-file.ts";
import { approvedGo, goIn } from "../../evidence/go.ts";
import { liveOf } from "../../ops/ecs/live.ts";
import { pinnedOf } from "../../ops/images.ts";
import type { Session } from "../../ops/session.ts";
import type { Target } from "../../ops/target.ts";
import { root } from "../root.ts";

/**
 * Why a GO may not be used any more: the pack, which sees no more than the plan, knows which images it names, and here
 * is known which of them run already. Those may go on for ever; others need a GO that is in date (G18).
 */
export async function outdatedGo(
  target: Target,
  session: Session,
  now = new Date(),
): Promise<string | undefined> {
  const { launch } = target.config;
  if (!launch.live) return undefined;
  const read = readStackFile(join(root, target.file));
  const written = "mistakes" in read ? undefined : goIn(read.raw);
  const go = written && approvedGo(written, launch.approvers);
  if (!go || Date.parse(go.expires) > now.getTime()) return undefined; // none at all: the pack refuses that
  const live = new Set(Object.values(await liveOf(target, session)).map(({ image }) => image));
  const changed = Object.entries(pinnedOf(target.config)).filter(([, image]) => !live.has(image));
  return changed.length === 0
    ? undefined
    : `the GO for ${changed.map(([id]) => id).join(", ")} ended on ${go.expires}: ./golive ops go ${target.stack} --sign-with FILE --yes says it anew`;
}
