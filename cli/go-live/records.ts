import { resolve } from "node:path";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { isInAws } from "../../evidence/told.ts";
import { WrongInput } from "../../ops/errors.ts";
import { refuseNoFolder } from "../../ops/evidence/folder-at.ts";
import { readKnown, readKnownCopy } from "../../ops/evidence/known-head.ts";
import type { Target } from "../../ops/target.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import type { Records, Serving } from "../../readiness/go-live/types.ts";

interface Where {
  /** The folder with the records of both stacks; undefined: each stack's own bucket. */
  readonly evidence: string | undefined;
  /** The folder with staging's alone. */
  readonly stagingEvidence: string | undefined;
}

const evidence = "--evidence";

/**
 * The records of a stack, and what serves there, as far as these credentials may ask.
 * @throws InputMistakes where the option names what is no folder
 */
export async function recordsOf(
  target: Target,
  folder: string | undefined,
  option = evidence,
): Promise<{ records: Records; serving: Serving | undefined }> {
  if (folder !== undefined) {
    const store = new EvidenceFolder(resolve(folder), target.prefix);
    await refuseFile(store, option);
    const chain = await readKnownCopy(store, target);
    return { records: { at: store.at, chain }, serving: servedThen(chain.records) };
  }
  const [{ signIn }, { EvidenceBucket }, { liveOf }, { AwsFailed }, { evidenceOf }, { imagesOf }] =
    await Promise.all([
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
    const [chain, live] = await Promise.all([readKnown(store, target), liveOf(target, session)]);
    return {
      records: { at: store.at, chain },
      serving: { from: "ECS", seen: "now", images: imagesOf(live) },
    };
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
  const newest = records.findLast(isInAws);
  return (
    newest && {
      from: `record ${newest.sequence} of ${newest.ended.slice(0, 10)}`,
      seen: "then",
      images: newest.images,
    }
  );
}

export const folderOf = (where: Where, staging: boolean): string | undefined =>
  staging ? (where.stagingEvidence ?? where.evidence) : where.evidence;

/** Which option says where staging's are. */
export const stagingOption = ({ stagingEvidence }: Pick<Where, "stagingEvidence">): string =>
  stagingEvidence === undefined ? evidence : "--staging-evidence";

/** Before anything that takes long. @throws InputMistakes where one of the options names what is no folder */
export async function refuseFiles(where: Where, stack: string): Promise<void> {
  for (const staging of [false, true]) {
    const folder = folderOf(where, staging);
    if (folder !== undefined)
      await refuseFile(new EvidenceFolder(resolve(folder), stack), staging ? stagingOption(where) : evidence);
  }
}

const refuseFile = (store: EvidenceFolder, option: string): Promise<void> =>
  refuseNoFolder(option, store).catch(asInput);

function asInput(error: unknown): never {
  throw error instanceof WrongInput ? new InputMistakes(error.mistakes) : error;
}
