import { setTimeout as pause } from "node:timers/promises";
import { servedServices } from "../config/served.ts";
import type { EvidenceRecord, Failure } from "../evidence/record.ts";
import { inOneLine, isRehearsed } from "../evidence/told.ts";
import { describeServices } from "./ecs/services.ts";
import { tolerant } from "./patience.ts";
import { brokeOff } from "./trial/attempt.ts";
import { beginTrial, keep, type Outcome, type Trial } from "./trial/trial.ts";
import { AskedOurselves } from "./watch/asking.ts";
import { CloudWatchNumbers } from "./watch/cloudwatch.ts";
import { critical, windowFlaws } from "./watch/judge.ts";
import { budgetUsed, type Reading, type Source, totalsOf } from "./watch/reading.ts";
import { ofRelease, type Window, windows } from "./watch/window.ts";

export interface Watched {
  readonly passed: boolean;
  readonly failures: readonly Failure[];
  /** What could not wait for the end: it ended the watch. */
  readonly critical: readonly string[];
  readonly reading: Reading;
  readonly interrupted: boolean;
  /** Undefined for a window that leaves none. */
  readonly record: EvidenceRecord | undefined;
}

export interface WatchManner {
  readonly signal: AbortSignal;
  readonly lookMs: number;
  readonly saw: (reading: Reading, window: Window) => void;
  /** Where a record stands that an error would hide. */
  readonly say: (line: string) => void;
}

/** Numbers of what stands, or in a rehearsal, answers to our own questions. */
export const sourceOf = async (trial: Trial): Promise<Source> =>
  isRehearsed(trial) ? AskedOurselves.of(trial) : CloudWatchNumbers.of(trial.target, await trial.session());

/** Looks until the window is over, somebody says stop, or what is seen cannot wait; and writes it down. */
export async function watchWindow(
  trial: Trial,
  window: Window,
  source: Source,
  manner: WatchManner,
): Promise<Watched> {
  const { kind } = windows[window.name];
  const seen = await looked(trial, window, source, manner).catch(async (error: unknown): Promise<never> => {
    if (kind) await brokeOff(trial, kind, error, { began: window.from, say: manner.say });
    throw error;
  });
  const passed = seen.failures.length === 0;
  const record = kind && (await keep(trial, kind, outcomeOf(trial, window, source, seen)));
  return { ...seen, passed, record };
}

interface Looked extends Omit<Watched, "passed" | "record"> {
  /** Until when it was looked: before the window's end where something ended it. */
  readonly until: Date;
}

async function looked(trial: Trial, window: Window, source: Source, manner: WatchManner): Promise<Looked> {
  const { slo } = trial.target.config;
  const before = await movedSince(trial, window);
  const end = window.to.getTime() + source.lagMs;
  const patient = tolerant(5);
  let reading: Reading = { groups: [], gauges: [], red: [] };
  let urgent: readonly string[] = [];
  let until = window.from;
  for (;;) {
    const now = Date.now();
    until = new Date(Math.min(now, window.to.getTime()));
    reading = (await patient(() => source.read(window.from, until))) ?? reading;
    manner.saw(reading, window);
    urgent = window.to.getTime() > now ? critical(reading, slo) : [];
    if (urgent.length > 0 || now >= end || manner.signal.aborted) break;
    await pause(Math.min(manner.lookMs, end - now), undefined, { signal: manner.signal }).catch(
      () => undefined,
    );
  }
  const interrupted = manner.signal.aborted && Date.now() < end;
  const served = servedServices(trial.target.config).map(([id]) => id);
  const asked = isRehearsed(trial) ? served.filter((id) => id in trial.through) : served;
  const day = window.name === "24h";
  const failures = [
    ...before,
    ...(interrupted ? [{ what: "it was interrupted before the window's end", requirements: ["C20"] }] : []),
    ...urgent.map((what) => ({ what, requirements: ["G17", "C20"] })),
    ...windowFlaws(reading, { slo, served: asked, day }),
    ...(await changed(trial, window)),
  ];
  return { failures, critical: urgent, reading, interrupted, until };
}

function outcomeOf(
  { target }: Trial,
  { name, from, to }: Window,
  source: Source,
  { reading, failures, until }: Looked,
): Outcome {
  const totals = totalsOf(reading);
  const minutes = Number(((until.getTime() - from.getTime()) / 60_000).toFixed(2));
  const measured = totals.flatMap((total) => {
    const { service, asked, failedPercent, within95, within99, worstP95Ms } = total;
    return [
      [`${service}.requests`, asked],
      [`${service}.percent5xx`, failedPercent],
      [`${service}.budgetUsedPercent`, budgetUsed(total, target.config.slo)],
      ...(within95 === null ? [] : [[`${service}.percentWithinP95Limit`, within95]]),
      ...(within99 === null ? [] : [[`${service}.percentWithinP99Limit`, within99]]),
      ...(worstP95Ms === null ? [] : [[`${service}.worstMinuteP95Ms`, worstP95Ms]]),
    ];
  });
  const gauges = reading.gauges.flatMap((one) => (one.average === null ? [] : [[one.name, one.average]]));
  return {
    began: from,
    passed: failures.length === 0,
    says:
      failures.length === 0
        ? `${name}: all of ${minutes} minutes stayed within the objectives, by ${source.from}`
        : `${name}: ${inOneLine(failures)}`,
    failures,
    measurements: { minutes, from: source.from, ...Object.fromEntries([...measured, ...gauges]) },
    attachments: [{ name: "points.json", content: JSON.stringify({ window: name, from, to, ...reading }) }],
  };
}

/** What began to serve later than the window began says nothing about a release that is watched as one. */
async function movedSince(trial: Trial, { name, from }: Window): Promise<readonly Failure[]> {
  if (isRehearsed(trial) || !ofRelease(name)) return [];
  const services = Object.values(await describeServices(trial.target, await trial.session()));
  return services.flatMap(({ id, deployments }) => {
    const newest = deployments.find(({ status }) => status === "PRIMARY");
    return newest === undefined || newest.at <= from
      ? []
      : [
          {
            what: `${id} was deployed at ${newest.at.toISOString()}, after the window began: begin there, with --since`,
            requirements: ["C20"],
          },
        ];
  });
}

/** The record is of one release: nothing else may have begun to serve meanwhile. */
async function changed(trial: Trial, { name }: Window): Promise<readonly Failure[]> {
  if (isRehearsed(trial) || !ofRelease(name)) return [];
  const { target, commit, through } = trial;
  const now = await beginTrial(target, { evidence: undefined, commit, through });
  return now.release === trial.release
    ? []
    : [{ what: "another release began to serve meanwhile", requirements: ["C20"] }];
}
