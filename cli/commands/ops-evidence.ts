import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import { shortRelease } from "../../evidence/fingerprint.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import type { EvidenceStore } from "../../evidence/store.ts";
import { isRehearsed } from "../../evidence/told.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { withJson } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface EvidenceOptions extends OpsOptions {
  readonly evidence: string | undefined;
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
  handler: (options) =>
    onStack(options, async (target) => show(await storeOf(target, options), options.json)),
};

const verify: CommandModule<object, EvidenceOptions> = {
  command: "verify <stack>",
  describe:
    "Say whether a stack's records are whole: none edited, none taken out, nothing missing that belongs to one",
  builder: withStore,
  handler: (options) => onStack(options, async (target) => judge(await storeOf(target, options))),
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
        target.prefix,
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
    const { EvidenceFolder } = await import("../../evidence/folder.ts");
    return new EvidenceFolder(resolve(evidence), target.prefix);
  }
  const [{ EvidenceBucket }, { signIn }] = await Promise.all([
    import("../../ops/evidence/bucket.ts"),
    import("../../ops/session.ts"),
  ]);
  return new EvidenceBucket(target, await signIn(target));
}

async function show(store: EvidenceStore, json: boolean): Promise<ExitCode> {
  const { records, flaws, head } = await store.read();
  if (json) say(JSON.stringify({ at: store.at, head: head ?? null, flaws, records }, null, 2));
  else {
    for (const record of records) say(linesOf(record));
    for (const flaw of flaws) say(`✘ ${flaw}`);
    if (records.length === 0 && flaws.length === 0) say(`nothing was tried yet, says ${store.at}`);
  }
  return flaws.length > 0 ? exitCodes.notReady : exitCodes.ready;
}

function linesOf(record: EvidenceRecord): string {
  const { sequence, ended, kind, subject, result, release, by, says } = record;
  const what = subject === null ? kind : `${kind} ${subject}`;
  const head = [
    ...[sequence, `${ended.slice(0, 16).replace("T", " ")}Z`, what, shortRelease(release), by],
    ...(isRehearsed(record) ? ["a rehearsal"] : []),
  ];
  return `${result === "passed" ? "✔" : "✘"} ${head.join("  ")}\n      ${says}`;
}

async function judge(store: EvidenceStore): Promise<ExitCode> {
  const { flawsIn } = await import("../../ops/evidence/verify.ts");
  const { flaws, records, head } = await flawsIn(store);
  for (const flaw of flaws) say(`✘ ${flaw}`);
  if (flaws.length > 0) {
    say(`Nothing in ${store.at} proves anything until that is explained.`);
    return exitCodes.notReady;
  }
  say(
    `✔ ${records} records in ${store.at}, each holding on to the one before${head ? `; the last is ${head.sequence}, ${head.digest}` : ""}`,
  );
  return exitCodes.ready;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
