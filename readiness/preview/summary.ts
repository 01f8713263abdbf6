import { type Paint, pad, plural, wrap } from "../report/text.ts";
import { type Judgement, statefulKept } from "./judge.ts";
import { type Change, kinds } from "./plan.ts";

const past = {
  create: "to create",
  update: "to update",
  replace: "to replace",
  delete: "to delete",
} as const;
const marks = { create: "+", update: "~", replace: "±", delete: "-" } as const;

/** How many are listed one by one; of the rest there is a number, and pulumi lists them all. */
const atMost = 20;

/** What a plan comes to, for the person who is asked to carry it out. */
export function summary(
  plan: readonly Change[],
  judgement: Judgement,
  paint: Paint,
  width: number,
): string[] {
  const { refused, excused, interrupting } = judgement;
  const counts = kinds.flatMap((kind) => {
    const count = plan.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${past[kind]}`];
  });
  return [
    `${paint("bold", "Plan")}  ${counts.join(", ") || "nothing changes"}`,
    ...listed(
      plan,
      refused.map(({ change }) => change),
      paint,
    ),
    ...refused.flatMap(({ change, why }) =>
      wrap(
        `${change.kind}: ${why}${cause(change)}`,
        width,
        `  ${paint("red", "✘")} ${paint("red", change.name)}: `,
      ),
    ),
    ...(refused.length > 0
      ? wrap(statefulKept.fix, width, `  ${paint("green", "→")} ${statefulKept.id}: `)
      : []),
    ...excused.flatMap(({ change, why, waiver: { until, owner, reason } }) =>
      wrap(
        `${change.kind}: ${why}. Waived until ${until} by ${owner}: ${reason}`,
        width,
        `  ${paint("yellow", "!")} ${change.name}: `,
      ),
    ),
    ...interrupting.flatMap(({ change, says }) =>
      wrap(`${change.kind}: ${says}`, width, `  ${paint("yellow", "!")} ${change.name}: `),
    ),
  ];
}

/** Replacements and deletions, then updates, as many as fit; what is made for the first time, as a number by type. */
function listed(plan: readonly Change[], refused: readonly Change[], paint: Paint): string[] {
  const shown = (["delete", "replace", "update"] as const).flatMap((kind) =>
    plan.filter((change) => change.kind === kind),
  );
  const lines = shown.slice(0, atMost).map((change) => {
    const line = `${marks[change.kind]} ${pad(change.kind, 8)}${change.name}  ${change.type}${properties(change)}`;
    return `  ${refused.includes(change) ? paint("red", line) : line}`;
  });
  return [
    ...lines,
    ...(shown.length > atMost ? [`    and ${plural(shown.length - atMost, "more change")}`] : []),
  ];
}

const properties = ({ properties: names }: Change): string =>
  names.length === 0 ? "" : `  ${names.slice(0, 4).join(" ")}${names.length > 4 ? " …" : ""}`;
const cause = ({ because }: Change): string =>
  because.length === 0 ? "" : `. AWS cannot change ${because.join(", ")} in place`;

/** What differs from what was deployed, each on a line; none: nothing drifted. */
export const drifted = (plan: readonly Change[]): string[] =>
  plan.map(
    (change) =>
      `  ✘ ${change.name}  ${change.type}: ${change.kind === "create" ? "is gone" : change.kind === "delete" ? "is no longer declared" : change.properties.join(" ") || change.kind}`,
  );
