import type { Config } from "../../config/schema.ts";
import { intendedRelease } from "../../evidence/fingerprint.ts";
import { rulesOf } from "../evaluation/findings.ts";
import { rootUrn } from "../program/urn.ts";
import { type Requirement, requirements } from "../register/requirements.ts";
import { verdictOf } from "../register/verdict.ts";
import type { Evaluation, Finding } from "../types.ts";
import { open } from "./silent.ts";
import { type Again, type Cell, type Missing, plainly, type Serving, type Standing } from "./types.ts";

export interface Deployed {
  cell(row: Requirement): Cell;
  readonly missing: readonly Missing[];
}

interface Asked {
  readonly evaluation: Evaluation;
  readonly config: Config;
  readonly typed: string;
  readonly again?: Again;
  readonly standing: Standing;
  readonly serving: Serving | undefined;
  readonly rehearsal: boolean;
}

/** Rows that are about what is made: its types must stand, and the rules must hold of what stands. */
const isAsked = ({ metBy }: Requirement): boolean => metBy.includes("I") || metBy.includes("P");
/** What runs is not what was meant: these rows rest on it. */
const aboutReleases = ["G16", "C08", "P17", "P19", "K25"];

/** Whether what stands in AWS, by the engine's own book, is what was planned, and bears the same rules. */
export function deployed(asked: Asked): Deployed {
  const { standing, typed, again = plainly } = asked;
  if ("unknown" in standing)
    return {
      cell: (row) => (isAsked(row) ? { state: "not proven", why: standing.unknown } : notAsked),
      missing: [
        {
          tier: "deployed",
          state: "not proven",
          what: "what stands",
          why: standing.unknown,
          command: `pulumi stack export --stack ${asked.evaluation.stack}${again.engine} > state.json && ./golive gate --go-live --stack ${typed}${again.verdict} --state state.json`,
          requirements: [],
        },
      ],
    };
  const judged = judgedState(asked, standing);
  const report = verdictOf(judged);
  const against = report.findings.filter(
    ({ status, enforcement }) => status !== "waived" && enforcement === "mandatory",
  );
  const cell = (row: Requirement): Cell => {
    const found = report.requirements.find(({ id }) => id === row.id);
    if (!isAsked(row)) return notAsked;
    if (!found) return { state: "not proven", why: "not judged" };
    if (found.status === "ready") return { state: "proven", why: standing.from };
    const rules = against.filter(({ requirements: ids }) => ids.includes(row.id)).map(({ rule }) => rule);
    return {
      state: found.status === "not ready" ? "failed" : "not proven",
      why: rules.length > 0 ? [...new Set(rules)].join(", ") : "what it takes does not stand",
    };
  };
  const spoken = [...Map.groupBy(against, ({ rule }) => rule)].map(([what, findings]) =>
    missingOf(what, findings, asked),
  );
  const named = new Set(spoken.flatMap(({ requirements: ids }) => ids));
  const unspoken = requirements.filter((row) => !named.has(row.id) && open(cell(row)));
  return { cell, missing: [...spoken, ...(unspoken.length > 0 ? [absent(unspoken, asked)] : [])] };
}

/** Rows that no rule speaks against, and that nothing which stands shows either: an empty state bears no rule. */
const absent = (rows: readonly Requirement[], asked: Asked): Missing => ({
  tier: "deployed",
  state: "not proven",
  what: "what stands",
  why: `what they take does not stand, or not all of it: ${rows.length} rows`,
  command: upOf(asked),
  requirements: rows.map(({ id }) => id),
});

const notAsked: Cell = { state: "not asked", why: "" };

/** The evaluation, with what stands in the place of what is planned. */
function judgedState(
  { evaluation, config, serving, rehearsal }: Asked,
  standing: Exclude<Standing, { unknown: string }>,
): Evaluation {
  const rules = rulesOf(standing.resources, evaluation.environment);
  const ours = new Set(rules.map(({ id }) => id));
  // Before users, all of it must stand as it was tried. With users on it, what differs is the change that the GO is for.
  const { live } = config.launch;
  return {
    ...evaluation,
    resources: standing.resources,
    rules: [...rules, ...evaluation.rules.filter(({ id }) => !ours.has(id))],
    findings: [
      ...standing.findings,
      ...[...standing.problems, ...(live ? [] : standing.changes)].map((says) =>
        aboutState(evaluation, "state-is-the-plan", says),
      ),
      ...(serving || rehearsal || live ? [] : [unseen(evaluation)]),
      ...(live ? [] : misplaced(config, serving)).map((says) =>
        aboutState(evaluation, "release-serves", says),
      ),
    ],
    problems: [],
  };
}

const aboutState = ({ project, stack }: Evaluation, rule: string, message: string): Finding => ({
  rule,
  requirements: aboutReleases,
  enforcement: "mandatory",
  status: "failed",
  resource: rootUrn({ project, stack }),
  message,
  fix: "Deploy what is planned, or plan what stands.",
});

const unseen = (evaluation: Evaluation): Finding => ({
  ...aboutState(evaluation, "release-serves", "nobody has asked what serves"),
  status: "not proven",
  fix: "Compute it with credentials of the account, or with records that were made there.",
});

/** Services that answer with another image than the one that is to be launched. */
function misplaced(config: Config, serving: Serving | undefined): readonly string[] {
  const intended = intendedRelease(config);
  if (!serving || !intended) return [];
  return Object.entries(intended.images).flatMap(([id, image]) => {
    const serves = serving.images[id];
    return serves?.split("@")[1] === image.split("@")[1]
      ? []
      : [`${id} serves ${serves ?? "nothing"} and not ${image}, says ${serving.from}`];
  });
}

function missingOf(what: string, findings: readonly Finding[], asked: Asked): Missing {
  const shown = findings.slice(0, 3).map(({ message }) => message);
  const more = findings.length - shown.length;
  return {
    tier: "deployed",
    state: findings.some(({ status }) => status === "failed") ? "failed" : "not proven",
    what,
    why: `${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`,
    command: upOf(asked),
    requirements: [...new Set(findings.flatMap(({ requirements: ids }) => ids))],
  };
}

/** `up` knows the project's own stacks alone. */
function upOf({ typed, again = plainly }: Asked): string {
  const [stack = ""] = typed.split(" ");
  return again.engine === "" ? `./golive up ${stack}` : `pulumi up --stack ${stack}${again.engine}`;
}
