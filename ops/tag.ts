import { intendedRelease, shortRelease } from "../evidence/fingerprint.ts";
import type { EvidenceRecord } from "../evidence/record.ts";
import { Halted } from "./rollback/halted.ts";
import { Repository } from "./tag/repository.ts";
import type { Drill, TrialWork } from "./trial/attempt.ts";
import type { Trial } from "./trial/trial.ts";

export interface TagWish {
  /** The folder of the product's repository. */
  readonly repository: string;
  readonly remote: string;
  readonly push: boolean;
  /** Where a person said so: the smoke test must be of this one. */
  readonly commit: string | undefined;
}

/** A release's tag, on the commit that its smoke test was made of (C19). */
export function tagRelease(wish: TagWish): Drill {
  const repository = new Repository(wish.repository);
  const planned = async ({ trial }: TrialWork) => {
    const name = `release/${trial.target.stack}/${shortRelease(trial.release)}`;
    const tried = await triedOf(trial, wish.commit);
    const commit = await repository.commit(tried.commit);
    const there = await repository.tagged(name);
    if (there !== undefined && there !== commit)
      throw new Halted(`the tag ${name} is there already, on ${there}: a release has one commit`);
    return { name, commit, tried, there: there !== undefined };
  };
  return {
    kind: "tag",
    plan: async (work) => {
      const { name, commit, tried, there } = await planned(work);
      return [
        `${there ? "keeps" : "makes"} the tag ${name} on ${commit}`,
        `which smoke test ${tried.sequence} has passed, on ${tried.ended.slice(0, 10)}`,
        wish.push ? `pushes it to ${wish.remote}` : "pushes nothing: --push does",
      ];
    },
    act: async (work) => {
      const { name, commit, tried, there } = await planned(work);
      if (!there) await repository.tag(name, commit, messageOf(work.trial, tried));
      if (wish.push) await repository.push(wish.remote, name);
      return {
        passed: true,
        says: `${name} is on ${commit}${wish.push ? ` and pushed to ${wish.remote}` : ""}`,
        measurements: { tag: name, commit, pushed: wish.push },
      };
    },
  };
}

/** The newest smoke test of what serves that passed and says of which commit it was. @throws Halted where there is none */
async function triedOf(
  trial: Trial,
  commit: string | undefined,
): Promise<EvidenceRecord & { readonly commit: string }> {
  const intended = intendedRelease(trial.target.config)?.release;
  if (intended !== undefined && intended !== trial.release)
    throw new Halted(
      `${shortRelease(trial.release)} serves, and ${trial.target.file} names ${shortRelease(intended)}: only what serves as it is written down is tagged`,
    );
  const { records, flaws } = await trial.store.read();
  if (flaws.length > 0) throw new Halted(`the records are no sound chain: ${flaws.join("; ")}`);
  const [newest] = records
    .filter(({ kind, release }) => kind === "smoke" && release === trial.release)
    .toReversed();
  if (newest?.result !== "passed")
    throw new Halted(
      `release ${shortRelease(trial.release)} has ${newest ? "failed its" : "no"} smoke test: \`./golive ops smoke ${trial.target.typed} --yes\` makes one`,
    );
  if (newest.commit === null)
    throw new Halted(
      `smoke test ${newest.sequence} does not say of which commit it was: make it again with --commit`,
    );
  if (commit !== undefined && !newest.commit.startsWith(commit))
    throw new Halted(`smoke test ${newest.sequence} was made of ${newest.commit}, not of ${commit}`);
  return { ...newest, commit: newest.commit };
}

const messageOf = ({ target, release, images }: Trial, { sequence, ended }: EvidenceRecord): string =>
  [
    `Release ${shortRelease(release)} of ${target.prefix}`,
    "",
    ...Object.entries(images).map(([id, image]) => `${id}: ${image}`),
    "",
    `Fingerprint ${release}; smoke test ${sequence} passed at ${ended}.`,
  ].join("\n");
