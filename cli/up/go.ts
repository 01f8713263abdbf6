import { join } from "node:path";
import type { SignedGo } from "../../config/shape/go.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { approvedGo, goIn } from "../../evidence/go.ts";
import type { Live } from "../../ops/ecs/live.ts";
import { besidePinned, pinnedOf } from "../../ops/images.ts";
import type { Target } from "../../ops/target.ts";
import { root } from "../root.ts";

type Serving = Readonly<Record<string, Pick<Live, "image">>>;

/** The GO that a stack's file bears; undefined where there is none, or the file is wrong. */
export function goInFile(path: string): SignedGo | undefined {
  const read = readStackFile(path);
  return "mistakes" in read ? undefined : goIn(read.raw);
}

/** Why the GO in the stack's file may not be used any more (G18); undefined where it may, or where there is none. */
export async function outdatedGo(
  stack: string,
  serving: () => Promise<Serving>,
): Promise<string | undefined> {
  const read = readStackFile(join(root, `Pulumi.${stack}.yaml`));
  if ("mistakes" in read) return undefined; // said by whoever needs more of the file
  const go = goIn(read.raw);
  return go && endedGo(read, go, serving);
}

/**
 * The pack, which sees no more than the plan, knows which images a GO names, and here is known which of them run already.
 * Those may go on for ever; others need a GO that is in date. One that nobody signed is the pack's to refuse.
 */
export async function endedGo(
  { config, stack }: Pick<Target, "config" | "stack">,
  signed: SignedGo,
  serving: () => Promise<Serving>,
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

/** Why a GO does not open what a stack's file names, before anybody plans; undefined where it does. */
export function goFlaw(
  { config, prefix }: Pick<Target, "config" | "prefix">,
  signed: SignedGo | undefined,
  { serving, now = new Date() }: { readonly serving: readonly string[]; readonly now?: Date },
): string | undefined {
  if (signed === undefined) return "nobody has said GO";
  const go = approvedGo(signed, config.launch.approvers);
  if (go === undefined) return "none of launch.approvers has signed its GO";
  if (go.stack !== prefix) return `its GO is for another stack, ${go.stack}`;
  if (go.rehearsal) return "its GO is a rehearsal's";
  const pinned = pinnedOf(config);
  const named = new Set([...go.images, ...go.before]);
  const strange = [
    ...Object.keys(config.services).filter((id) => !(id in pinned)),
    ...Object.entries({ ...pinned, ...besidePinned(config) }).flatMap(([id, image]) =>
      named.has(image) ? [] : [id],
    ),
  ];
  if (strange.length > 0) return `its GO does not name the image of ${strange.join(", ")}`;
  // What serves already may go on for ever.
  const serves = Object.values(pinned).every((image) => serving.includes(image));
  return Date.parse(go.expires) > now.getTime() || serves ? undefined : `its GO ended on ${go.expires}`;
}
