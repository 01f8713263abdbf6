import { resolve } from "node:path";
import { EvidenceFolder } from "../../evidence/folder.ts";
import type { Target } from "../../ops/target.ts";
import type { Records, Serving } from "../../readiness/go-live/types.ts";

interface Where {
  /** The folder with the records of both stacks; undefined: each stack's own bucket. */
  readonly evidence: string | undefined;
  /** The folder with staging's alone. */
  readonly stagingEvidence: string | undefined;
}

/** The records of a stack, and what serves there, as far as these credentials may ask. */
export async function recordsOf(
  target: Target,
  folder: string | undefined,
): Promise<{ records: Records; serving: Serving | undefined }> {
  if (folder !== undefined) {
    const store = new EvidenceFolder(resolve(folder), target.prefix);
    const chain = await store.read();
    return { records: { at: store.at, chain }, serving: servedThen(chain.records) };
  }
  const [
    { signIn },
    { EvidenceBucket },
    { liveOf },
    { AwsFailed, WrongInput },
    { evidenceOf },
    { imagesOf },
  ] = await Promise.all([
    import("../../ops/session.ts"),
    import("../../ops/evidence/bucket.ts"),
    import("../../ops/ecs/live.ts"),
    import("../../ops/errors.ts"),
    import("../../ops/names.ts"),
    import("../../ops/release/compare.ts"),
  ]);
  try {
    const session = await signIn(target);
    const store = new EvidenceBucket(target, session);
    const [chain, live] = await Promise.all([store.read(), liveOf(target, session)]);
    return { records: { at: store.at, chain }, serving: { from: "ECS", images: imagesOf(live) } };
  } catch (error) {
    if (!(error instanceof AwsFailed || error instanceof WrongInput)) throw error;
    const why =
      error instanceof WrongInput
        ? error.mistakes.map(({ found, allowed }) => `${found}; it takes ${allowed}`).join("; ")
        : error.message;
    return {
      records: {
        at: `s3://${evidenceOf(target)}`,
        unread: `they could not be read: ${why}`,
        command: `./golive ops evidence export ${target.typed} FOLDER`,
      },
      serving: undefined,
    };
  }
}

/** What the newest record says that was made in AWS; what was made here only says what was meant. */
function servedThen(
  records: readonly { by: string; images: Serving["images"]; ended: string; sequence: number }[],
): Serving | undefined {
  const newest = records.findLast(({ by }) => !by.startsWith("local:"));
  return (
    newest && { from: `record ${newest.sequence} of ${newest.ended.slice(0, 10)}`, images: newest.images }
  );
}

export const folderOf = ({ evidence, stagingEvidence }: Where, staging: boolean): string | undefined =>
  staging ? (stagingEvidence ?? evidence) : evidence;
