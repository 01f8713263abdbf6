import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { CommandModule } from "yargs";
import type { EvidenceRecord } from "../../evidence/record.ts";
import { keptAt } from "../../evidence/told.ts";
import type { Target } from "../../ops/target.ts";
import type { Trial } from "../../ops/trial/trial.ts";
import type { Deployment, Shown } from "../../readiness/report/deployment/facts.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { progress } from "../progress.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, trialOn, untried, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords {
  readonly out: string;
  readonly state: string | undefined;
  readonly rehearsal: boolean;
  readonly "staging-evidence": string | undefined;
}

export const opsReport: CommandModule<object, Options> = {
  command: "report <stack>",
  describe: "Write the deployment report: verdict, what is missing, charts, evidence, every requirement",
  builder: (yargs) =>
    withTrial(yargs)
      .option("out", {
        type: "string",
        requiresArg: true,
        default: "report",
        describe: "The folder for report.html, report.md and its charts",
      })
      .option("state", {
        type: "string",
        requiresArg: true,
        describe: "A file from `pulumi stack export`, instead of asking the engine for it",
      })
      .option("staging-evidence", {
        type: "string",
        requiresArg: true,
        describe: "A folder with staging's records, where staging is another account's",
      })
      .option("rehearsal", {
        type: "boolean",
        default: false,
        describe: "Records count that were made elsewhere than at the services' own hosts",
      })
      .example("$0 ops report production", "an hour after a launch (K06)"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, options: Options): Promise<ExitCode> {
  const { evidence, state, through, rehearsal, directory, "staging-evidence": stagingEvidence } = options;
  const began = new Date();
  const trial = await trialOn(target, options, { anyway: true });
  const line = progress([target.stack], "reporting");
  const { computed } = await import("../go-live/facts.ts");
  const facts = await computed(
    {
      stack: target.stack,
      directory,
      state,
      evidence,
      stagingEvidence,
      through: rehearsal ? through : [],
      rehearsal,
    },
    (step) => line.step(target.stack, step),
  ).finally(() => line.done());
  const { goLive } = facts.report;
  const deployment = await deploymentOf(trial, goLive).catch(untried);
  // No record: a report can be written once there is something to report, and a failed one would take back a GO.
  if (deployment.charts.length === 0) {
    say("✘ nothing was measured for this release: a report without its window says nothing (K06)");
    say(`first: ./golive ops watch ${target.typed} --window 60m`);
    return exitCodes.notReady;
  }
  const [{ deploymentHtml }, { deploymentMarkdown }, { chartSvg }] = await Promise.all([
    import("../../readiness/report/deployment/html.ts"),
    import("../../readiness/report/deployment/markdown.ts"),
    import("../../readiness/report/deployment/chart.ts"),
  ]);
  const names = deployment.charts.map((_, at) => `chart-${at + 1}.svg`);
  const charts = await Promise.all(deployment.charts.map(chartSvg));
  const page = deploymentHtml(deployment, charts);
  const text = deploymentMarkdown(deployment, names);
  const folder = resolve(options.out);
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, "report.html"), page),
    writeFile(join(folder, "report.md"), text),
    ...charts.map((svg, at) => writeFile(join(folder, names[at] ?? ""), svg)),
  ]);
  const { keep } = await import("../../ops/trial/trial.ts");
  const open = goLive.missing.length;
  // The report of a NO-GO is one too: that it was written is what this record shows, and what it says stands in it.
  const record = await keep(trial, "report", {
    began,
    passed: true,
    says: `the report was written: ${goLive.verdict}, ${open} missing`,
    measurements: { verdict: goLive.verdict, missing: open, charts: deployment.charts.length },
    attachments: [
      { name: "report.html", content: page },
      { name: "report.md", content: text },
    ],
  });
  say(`${goLive.verdict}, ${open} missing: ${join(folder, "report.html")}`);
  say(`✔ ${record.says}`);
  say(keptAt(trial.store.at, record));
  return exitCodes.ready;
}

/** What the records of the stack say of its release. */
async function deploymentOf(trial: Trial, goLive: Deployment["goLive"]): Promise<Deployment> {
  const { target, store, release, commit } = trial;
  const [{ kindOf }, { version }] = await Promise.all([
    import("../../evidence/kinds.ts"),
    import("../../ops/version.ts"),
  ]);
  const { records } = await store.read();
  const fitting = records.filter((one) => one.release === release || kindOf(one.kind).bound === "stack");
  const newest = fitting.toReversed();
  return {
    product: target.config.product,
    stack: target.stack,
    environment: target.config.environment,
    made: new Date().toISOString().slice(0, 16).replace("T", " ").concat(" UTC"),
    tool: version,
    commit: newest.find((one) => one.release === release && one.commit !== null)?.commit ?? commit,
    goLive,
    slo: target.config.slo,
    records: newest.map((record): Shown => ({ record, at: store.at })),
    charts: await chartsOf(
      trial,
      newest.filter((one) => one.release === release),
    ),
  };
}

/** Of the newest record of each kind that measured over time. */
async function chartsOf(trial: Trial, newest: readonly EvidenceRecord[]): Promise<Deployment["charts"]> {
  const { loadCharts, watchCharts } = await import("../../readiness/report/deployment/facts.ts");
  const { slo } = trial.target.config;
  const kinds = ["canary", "watch-60m", "watch-24h", "load", "soak"] as const;
  const charts = kinds.map(async (kind) => {
    const record = newest.find((one) => one.kind === kind);
    const [attached] = record?.attachments.filter(({ name }) => name.endsWith(".json")) ?? [];
    const bytes = attached && (await trial.store.attachment(attached.sha256));
    if (!record || !bytes) return [];
    const content: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return kind === "load" || kind === "soak"
      ? loadCharts(content, record, slo)
      : watchCharts(content, kind === "canary" ? "canary" : kind.replace("watch-", "over "), slo);
  });
  return (await Promise.all(charts)).flat();
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
