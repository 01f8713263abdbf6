import type { EvidenceRecord } from "../../evidence/record.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import { hostsOf, throughOf } from "../../ops/trial/address.ts";
import type { Again, Records } from "../../readiness/go-live/types.ts";
import type { GoLiveWords } from "./facts.ts";
import { folderOf } from "./records.ts";

interface Asked extends Omit<GoLiveWords, "stack" | "directory"> {
  /** The folder of the stack files as it was typed, where it is not the project's own. */
  readonly elsewhere: string | undefined;
}

interface Stage {
  readonly target: Target;
  readonly records: Records;
}

/**
 * What the commands that a verdict names are told besides their stack, so that they are about the same when they are
 * pasted. A trial goes into the folder of the records in a rehearsal alone: otherwise that is a copy of what the bucket
 * has, and nothing counts that only a copy was told.
 * @throws WrongInput where --through names no service of the stack
 */
export function againOf(words: Asked, here: Stage, staging: Stage | undefined): Again {
  const { state, evidence, stagingEvidence, rehearsal } = words;
  const option = (name: string, value: string | undefined) =>
    value === undefined ? "" : ` --${name} ${quoted(value)}`;
  const copies = option("evidence", evidence) + option("staging-evidence", stagingEvidence);
  const flag = rehearsal ? " --rehearsal" : "";
  const typed = words.through.map((word) => option("through", word)).join("");
  const trialOf = ({ target, records }: Stage, folder: string | undefined): string =>
    rehearsal ? option("evidence", folder) + throughWords(target, words.through, records) : "";
  return {
    verdict: `${copies}${typed}${flag}`,
    report: `${option("state", state)}${flag}`,
    trial: {
      here: trialOf(here, folderOf(words, false)),
      staging: staging ? trialOf(staging, folderOf(words, true)) : "",
    },
    records: {
      here: option("evidence", folderOf(words, false)),
      staging: option("evidence", folderOf(words, true)),
    },
    engine: option("cwd", words.elsewhere),
  };
}

/** As they were typed; else where the services of this stack were asked last, as its records say. */
function throughWords(target: Target, typed: readonly string[], records: Records): string {
  const asked = typed.length > 0 ? throughOf(target, typed) : askedLast(target, records);
  return Object.entries(asked)
    .map(([service, origin]) => ` --through ${quoted(`${service}=${origin}`)}`)
    .join("");
}

/** What was done elsewhere than by a service, such as a task or a restore, is no address that one can ask. */
function askedLast(target: Target, records: Records): Readonly<Record<string, string>> {
  const hosts = hostsOf(target);
  const all: readonly EvidenceRecord[] = "chain" in records ? records.chain.records : [];
  return Object.fromEntries(
    all
      .flatMap(({ through }) => Object.entries(through))
      .filter(([service]) => Object.hasOwn(hosts, service)),
  );
}
