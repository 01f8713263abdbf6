import type { Config } from "../../config/schema.ts";
import { intendedRelease } from "../../evidence/fingerprint.ts";
import { type Requirement, requirements } from "../register/requirements.ts";
import { verdictOf } from "../register/verdict.ts";
import type { Evaluation, Finding, GateReport } from "../types.ts";
import { deployed } from "./deployed.ts";
import { exercised } from "./exercised.ts";
import { isOpen, silent, unexplained } from "./silent.ts";
import type { Again, Cell, GoLive, GoLiveRow, Missing, Records, Serving, Standing } from "./types.ts";

export interface Asked {
  readonly evaluation: Evaluation;
  readonly config: Config;
  /** The stack, as it is typed. */
  readonly typed: string;
  /** What else was typed; without it, nothing was. */
  readonly again?: Again;
  readonly standing: Standing;
  readonly serving: Serving | undefined;
  readonly here: Records;
  /** Of staging, where production is asked about. */
  readonly staging: Records | undefined;
  /** Records count that were made elsewhere than at the services' own hosts: then nothing may be signed. */
  readonly rehearsal: boolean;
  readonly now: Date;
}

/** The rule that asks for a GO: what is computed here is its answer, so it has no say in it. */
const asksForGo = "live-images-have-a-go";
const undecided = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ rule }) => rule !== asksForGo);

/** Joins the three tiers for each row of the register. Pure: the same facts give the same verdict (K25). */
export function goLiveOf(all: Asked): GateReport & { readonly goLive: GoLive } {
  const asked = {
    ...all,
    evaluation: { ...all.evaluation, findings: undecided(all.evaluation.findings) },
    standing:
      "findings" in all.standing
        ? { ...all.standing, findings: undecided(all.standing.findings) }
        : all.standing,
  };
  const report = verdictOf(asked.evaluation);
  const stood = deployed(asked);
  const tried = exercised(asked);
  const rows = requirements.map(
    (row): GoLiveRow => ({
      id: row.id,
      demand: row.demand,
      declared: declared(row, report),
      deployed: stood.cell(row),
      exercised: tried.cell(row),
    }),
  );
  const said = inOrder([
    ...declaredMissing(report, asked.typed),
    ...stood.missing,
    ...tried.missing,
    ...silent(rows, asked.typed),
  ]);
  const ready = said.length === 0 && !rows.some(isOpen) && report.verdict === "ready";
  const missing = said.length > 0 || ready ? said : unexplained(rows, asked.typed);
  return {
    ...report,
    tier: "exercised",
    goLive: {
      verdict: ready ? (asked.rehearsal ? "GO (rehearsal)" : "GO") : "NO-GO",
      missing,
      rows,
      release: intendedRelease(asked.config)?.release ?? null,
      images: asked.evaluation.images,
      deployed: "from" in asked.standing ? asked.standing.from : null,
      waived: asked.config.waivers,
      breakers: asked.evaluation.breakers,
      evidence: evidenceOf(asked.here),
    },
  };
}

function evidenceOf(here: Records): GoLive["evidence"] {
  if ("unread" in here) return { at: here.at, head: null, flaws: [here.unread] };
  const { head, flaws } = here.chain;
  return { at: here.at, head: head ? { sequence: head.sequence, digest: head.digest } : null, flaws };
}

const isDeclared = ({ metBy }: Requirement): boolean => metBy.some((letter) => letter !== "C");

function declared(row: Requirement, report: GateReport): Cell {
  const judged = report.requirements.find(({ id }) => id === row.id);
  if (!isDeclared(row)) return { state: "not asked", why: "" };
  if (judged === undefined) return { state: "not proven", why: "not judged" };
  const state =
    judged.status === "ready" ? "proven" : judged.status === "not ready" ? "failed" : "not proven";
  const about = report.findings.filter(
    ({ status, requirements: ids }) => status !== "waived" && ids.includes(row.id),
  );
  return { state, why: (state === "proven" ? judged.proofs : about.map(({ rule }) => rule)).join(", ") };
}

/** Each rule that speaks against the plan once, with the rows that it holds back. */
function declaredMissing(report: GateReport, typed: string): readonly Missing[] {
  const command = `./golive gate --stack ${typed}`;
  const against = report.findings.filter(
    ({ status, enforcement }) => status !== "waived" && enforcement === "mandatory",
  );
  const differing = report.parity.filter(({ intended }) => !intended);
  return [
    ...[...Map.groupBy(against, ({ rule }) => rule)].map(
      ([what, findings]): Missing => ({
        tier: "declared",
        state: findings.some(({ status }) => status === "failed") ? "failed" : "not proven",
        what,
        why: findings.map(({ message }) => message).join("; "),
        command,
        requirements: [...new Set(findings.flatMap(({ requirements: ids }) => ids))],
      }),
    ),
    ...(differing.length > 0
      ? [
          {
            tier: "declared",
            state: "failed",
            what: "parity",
            why: `${differing.length} differences from staging that nothing explains`,
            command,
            requirements: ["P15"],
          } as const,
        ]
      : []),
  ];
}

const tiers = ["declared", "deployed", "exercised"];

/** What failed before what nobody knows, and the earlier tier first: what is mended there may mend the rest. */
const inOrder = (missing: readonly Missing[]): readonly Missing[] =>
  missing.toSorted(
    (a, b) =>
      Number(b.state === "failed") - Number(a.state === "failed") ||
      tiers.indexOf(a.tier) - tiers.indexOf(b.tier),
  );
