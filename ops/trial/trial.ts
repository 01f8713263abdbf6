import { userInfo } from "node:os";
import { fingerprint, type Images, intendedRelease } from "../../evidence/fingerprint.ts";
import { EvidenceFolder } from "../../evidence/folder.ts";
import type { KindName } from "../../evidence/kinds.ts";
import type { Attachment, Draft, EvidenceRecord, Failure, Measurements } from "../../evidence/record.ts";
import type { EvidenceStore } from "../../evidence/store.ts";
import { liveOf } from "../ecs/live.ts";
import { NotKept, WrongInput } from "../errors.ts";
import { EvidenceBucket } from "../evidence/bucket.ts";
import { imagesOf } from "../release/compare.ts";
import { type Session, signIn } from "../session.ts";
import type { Target } from "../target.ts";
import { version } from "../version.ts";

export interface TrialOptions {
  /** A folder of this machine for the records, so that AWS need not be asked; undefined: the stack's own bucket. */
  readonly evidence: string | undefined;
  /** Where services are asked instead of at their own hosts, by name: makes it a rehearsal. */
  readonly through: Readonly<Record<string, string>>;
  readonly commit: string | null;
}

/** What is tried, on what, by whom, and where the record of it goes. */
export interface Trial {
  readonly target: Target;
  readonly store: EvidenceStore;
  readonly who: string;
  /** The fingerprint of what serves; in a rehearsal without AWS, of what the stack file intends. */
  readonly release: string;
  readonly images: Images;
  readonly commit: string | null;
  readonly through: Readonly<Record<string, string>>;
  /** The fingerprint of what serves by now; undefined where AWS was not asked what serves. */
  readonly servesNow?: () => Promise<string>;
  /** Signs in when it is first asked: not every trial needs AWS. */
  session(): Promise<Session>;
}

/** What came of a trial, before it is written down. */
export interface Outcome {
  readonly began: Date;
  readonly passed: boolean;
  /** A sentence. */
  readonly says: string;
  readonly failures?: readonly Failure[];
  readonly measurements?: Measurements;
  readonly subject?: string;
  readonly attachments?: readonly Attachment[];
  /** What of it turned out to be elsewhere than on the stack itself, beside what the trial was told: a rehearsal. */
  readonly through?: Readonly<Record<string, string>>;
}

/** @throws WrongInput where nobody can tell which release is tried */
export async function beginTrial(target: Target, options: TrialOptions): Promise<Trial> {
  const { evidence, through, commit } = options;
  let signing: Promise<Session> | undefined;
  const session = (): Promise<Session> => {
    signing ??= signIn(target);
    return signing;
  };
  const told = { target, through, commit, session };
  if (evidence !== undefined) {
    const store = new EvidenceFolder(evidence, target.prefix);
    return { ...told, ...intended(target), store, who: `local:${userInfo().username}` };
  }
  const signed = await session();
  const serving = async () => imagesOf(await liveOf(target, signed));
  const releaseOf = (images: Images) => fingerprint(images, target.config.release.schema.version);
  const images = await serving();
  return {
    ...{ ...told, images, release: releaseOf(images), who: signed.who },
    store: new EvidenceBucket(target, signed),
    servesNow: async () => releaseOf(await serving()),
  };
}

/**
 * Writes down what came of a trial, at the end of the stack's chain.
 * @throws NotKept with what came of it, where that could not be written
 */
export async function keep(trial: Trial, kind: KindName, outcome: Outcome): Promise<EvidenceRecord> {
  const { at } = trial.store;
  return trial.store.append(draftOf(trial, kind, outcome), outcome.attachments).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new NotKept(`${kind}: ${outcome.says}`, `nothing of it is written down in ${at}: ${why}`);
  });
}

const draftOf = (trial: Trial, kind: KindName, outcome: Outcome): Draft => ({
  kind,
  subject: outcome.subject ?? null,
  stack: trial.target.prefix,
  release: trial.release,
  images: trial.images,
  commit: trial.commit,
  began: outcome.began.toISOString(),
  ended: new Date().toISOString(),
  by: trial.who,
  through: { ...trial.through, ...outcome.through },
  // What names something that failed has not passed: no record may say both.
  result: outcome.passed && (outcome.failures ?? []).length === 0 ? "passed" : "failed",
  says: outcome.says,
  failures: [...(outcome.failures ?? [])],
  measurements: outcome.measurements ?? {},
  tool: version,
});

function intended(target: Target): Pick<Trial, "release" | "images"> {
  const found = intendedRelease(target.config);
  if (found) return found;
  throw new WrongInput([
    target.mistake(["config", "golive:platform", "services"], {
      found: "an image that is not named by its digest",
      allowed: "repository@sha256:… for each service, so that a record can say what was tried",
    }),
  ]);
}
