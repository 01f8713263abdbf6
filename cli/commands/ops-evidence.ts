import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import type { Chain } from "../../evidence/chain.ts";
import { shortRelease } from "../../evidence/fingerprint.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import type { EvidenceStore } from "../../evidence/store.ts";
import { isRehearsals } from "../../evidence/told.ts";
import { printable } from "../../ops/printable.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { withJson } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface EvidenceOptions extends OpsOptions {
  readonly evidence: string | undefined;
}

interface Opened {
  readonly store: EvidenceStore;
  readonly chain: Chain;
}

const withStore = <T>(yargs: import("yargs").Argv<T>) =>
  withStack(yargs).option("evidence", {
    type: "string",
    requiresArg: true,
    describe: "A folder with the records, instead of the stack's bucket",
  });

const list: CommandModule<object, EvidenceOptions & { readonly json: boolean }> = {
  command: "list <stack>",
  describe: "Say what was tried on a stack, when, by whom and with what result",
  builder: (yargs) => withJson(withStore(yargs)),
  handler: (options) => onStack(options, async (target) => show(await opened(target, options), options.json)),
};

const verify: CommandModule<object, EvidenceOptions> = {
  command: "verify <stack>",
  describe:
    "Say whether a stack's records are whole: none edited, none taken out, nothing missing that belongs to one",
  builder: withStore,
  handler: (options) => onStack(options, async (target) => judge(await opened(target, options))),
};

const exportRecords: CommandModule<object, OpsOptions & { readonly folder: string }> = {
  command: "export <stack> <folder>",
  describe: "Copy a stack's records and what belongs to them into a folder, for who cannot read the bucket",
  builder: (yargs) =>
    withStack(yargs).positional("folder", {
      type: "string",
      demandOption: true,
      describe: "Where they go, below a folder of the stack's own",
    }),
  handler: (options) =>
    onStack(options, async (target) => {
      const { exportEvidence } = await import("../../ops/evidence/export.ts");
      const { at, records, attachments } = await exportEvidence(
        await storeOf(target, { evidence: undefined }),
        resolve(options.folder),
      );
      say(`${records} records and ${attachments} attachments of ${target.prefix} are in ${at}`);
      return exitCodes.ready;
    }),
};

export const opsEvidence: CommandModule = {
  command: "evidence",
  describe: "Read what was tried: the records that a GO rests on",
  builder: (yargs) =>
    yargs.command(list).command(verify).command(exportRecords).demandCommand(1, "Which one?"),
  handler: () => undefined,
};

async function storeOf(
  target: Target,
  { evidence }: Pick<EvidenceOptions, "evidence">,
): Promise<EvidenceStore> {
  if (evidence !== undefined) {
    const [{ EvidenceFolder }, { refuseNoFolder }] = await Promise.all([
      import("../../evidence/folder.ts"),
      import("../../ops/evidence/folder-at.ts"),
    ]);
    const store = new EvidenceFolder(resolve(evidence), target.prefix);
    await refuseNoFolder("--evidence", store);
    return store;
  }
  const [{ EvidenceBucket }, { signIn }] = await Promise.all([
    import("../../ops/evidence/bucket.ts"),
    import("../../ops/session.ts"),
  ]);
  return new EvidenceBucket(target, await signIn(target));
}

async function opened(target: Target, options: Pick<EvidenceOptions, "evidence">): Promise<Opened> {
  const { readKnown, readKnownCopy } = await import("../../ops/evidence/known-head.ts");
  const store = await storeOf(target, options);
  return { store, chain: await (options.evidence === undefined ? readKnown : readKnownCopy)(store, target) };
}

function show({ store, chain: { records, flaws, head } }: Opened, json: boolean): ExitCode {
  if (json) say(JSON.stringify({ at: store.at, head: head ?? null, flaws, records }, null, 2));
  else {
    for (const record of records) say(linesOf(record));
    for (const flaw of flaws) say(`✘ ${printable(flaw)}`);
    if (records.length === 0 && flaws.length === 0) say(`nothing was tried yet, says ${store.at}`);
  }
  return flaws.length > 0 ? exitCodes.notReady : exitCodes.ready;
}

/** What a record says was written by others, and may hold what moves a terminal's cursor. */
function linesOf(record: EvidenceRecord): string {
  const { sequence, ended, kind, subject, result, release, by, says } = record;
  const what = subject === null ? kind : `${kind} ${subject}`;
  const head = [
    ...[sequence, `${ended.slice(0, 16).replace("T", " ")}Z`, what, shortRelease(release), by],
    ...(isRehearsals(record) ? ["a rehearsal"] : []),
  ];
  return `${result === "passed" ? "✔" : "✘"} ${printable(head.join("  "))}\n      ${printable(says.replaceAll("\n", " "))}`;
}

async function judge({ store, chain }: Opened): Promise<ExitCode> {
  const { flawsIn } = await import("../../ops/evidence/verify.ts");
  const flaws = await flawsIn(store, chain);
  const { records, head } = chain;
  for (const flaw of flaws) say(`✘ ${printable(flaw)}`);
  if (flaws.length > 0) {
    say(`Nothing in ${store.at} proves anything until that is explained.`);
    return exitCodes.notReady;
  }
  if (head === undefined) {
    say(`✘ no record of ${store.stack} is in ${store.at}: nothing that could be verified`);
    return exitCodes.notReady;
  }
  say(
    `✔ ${records.length} records in ${store.at}, each holding on to the one before; the last is ${head.sequence}, ${head.digest}`,
  );
  return exitCodes.ready;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
