import { z } from "zod";
import { nameOf } from "../program/urn.ts";
import type { GateReport } from "../types.ts";
import { code, section } from "./markdown.ts";
import { plural } from "./text.ts";

const found = z.object({ rule: z.string(), status: z.string(), resource: z.string(), message: z.string() });

/** Of an earlier `--json` report, what is compared; a version of golive that said more or less is no mistake. */
const earlier = z.object({
  stack: z.string(),
  verdict: z.string(),
  findings: z.array(found).default([]),
  requirements: z.array(z.object({ id: z.string(), status: z.string() })).default([]),
  resources: z.array(z.object({ type: z.string(), name: z.string(), urn: z.string() })).default([]),
  cost: z.unknown().optional(),
});
export type EarlierReport = z.infer<typeof earlier>;
type Found = z.infer<typeof found>;

const reports = z.union([z.object({ stacks: z.array(earlier) }), earlier]);

/** The stacks of what `gate --json` printed; undefined where the text is no such report. */
export function earlierReports(text: string): readonly EarlierReport[] | undefined {
  try {
    const read = reports.safeParse(JSON.parse(text)).data;
    return read && ("stacks" in read ? read.stacks : [read]);
  } catch {
    return undefined;
  }
}

/** What a change does to a stack, for its pull request: findings, rows, resources and cost, new and gone (G10, P18). */
export function comparison(project: string, before: EarlierReport | undefined, after: GateReport): string {
  const mark = after.verdict === "ready" ? "✅" : "❌";
  const title = `## ${mark} ${project} · ${after.stack}: ${after.verdict}`;
  if (!before) return `${title}\n\nNothing to compare with: the stack is new.\n`;
  const parts = [
    ...findings(before, after),
    rows(before, after),
    ...resources(before, after),
    cost(before.cost, after.cost),
  ].filter((part) => part !== "");
  const was = before.verdict === after.verdict ? "" : `, and was ${before.verdict}`;
  return [`${title}${was}`, ...(parts.length > 0 ? parts : ["No finding, row, resource or price changes."])]
    .join("\n\n")
    .concat("\n");
}

/** What a finding is, whatever its words: texts of a rule may be mended. */
const keyOf = ({ rule, status, resource }: Found): string => `${rule} ${status} ${nameOf(resource)}`;

function findings(before: EarlierReport, after: GateReport): readonly string[] {
  const table = (title: string, some: readonly Found[], others: readonly Found[]) => {
    const known = new Set(others.map(keyOf));
    return section(
      title,
      ["rule", "status", "resource", "finding"],
      some
        .filter((one) => !known.has(keyOf(one)))
        .map((one) => [code(one.rule), one.status, code(nameOf(one.resource)), one.message]),
    );
  };
  return [
    table("New findings", after.findings, before.findings),
    table("Findings that are gone", before.findings, after.findings),
  ];
}

function rows(before: EarlierReport, after: GateReport): string {
  const was = new Map(before.requirements.map(({ id, status }) => [id, status]));
  const is = new Map(after.requirements.map(({ id, status }) => [id, status]));
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id));
  return section(
    "Requirements",
    ["id", "before", "after"],
    changed.map((id) => [id, was.get(id) ?? "not asked", is.get(id) ?? "not asked"]),
  );
}

/** A comment has its limits, and a reader too. */
const listed = 40;

function resources(before: EarlierReport, after: GateReport): readonly string[] {
  const table = (title: string, some: EarlierReport["resources"], others: EarlierReport["resources"]) => {
    const known = new Set(others.map(({ type, name }) => `${type} ${name}`));
    const own = some.filter(({ type, name }) => !known.has(`${type} ${name}`));
    const shown = own.slice(0, listed).map(({ type, name }) => [code(name), code(type)]);
    const more = own.length - shown.length;
    const heading = `${title}: ${own.length}`;
    return section(heading, ["name", "type"], more > 0 ? [...shown, [`and ${more} more`, ""]] : shown);
  };
  return [
    table("Resources added", [...after.resources], before.resources),
    table("Resources removed", before.resources, [...after.resources]),
  ];
}

/** The price that is known in both, and nothing where either is not. */
function cost(before: unknown, after: unknown): string {
  const [was, is] = [monthly(before), monthly(after)];
  if (!was || !is || (was.low === is.low && was.high === is.high)) return "";
  const band = ({ low, high }: Band) => `$${low.toFixed(0)} to $${high.toFixed(0)}`;
  return section(
    "Cost a month",
    ["before", "after", "difference"],
    [[band(was), band(is), `${signed(is.low - was.low)} to ${signed(is.high - was.high)}`]],
  );
}

interface Band {
  readonly low: number;
  readonly high: number;
}
const band = z.object({ low: z.number(), high: z.number() });
const priced = z.object({ total: band });
const monthly = (cost: unknown): Band | undefined => priced.safeParse(cost).data?.total;

const signed = (usd: number): string => `${usd < 0 ? "−" : "+"}$${Math.abs(usd).toFixed(0)}`;

/** Stacks that were judged before, and are no longer. */
export const goneStacks = (before: readonly EarlierReport[], after: readonly string[]): string => {
  const gone = before.filter(({ stack }) => !after.includes(stack)).map(({ stack }) => stack);
  return gone.length === 0 ? "" : `${plural(gone.length, "stack")} no longer judged: ${gone.join(", ")}\n`;
};
