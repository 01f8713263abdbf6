import type { Node, StackView } from "../view.ts";
import { fields, type Json, listed, parsed } from "./json.ts";

export const dashboard = "aws:cloudwatch/dashboard:Dashboard";

/** One metric that a dashboard shows. */
export interface Shown {
  readonly namespace: string;
  readonly name: string;
  readonly statistic: string | undefined;
  /** Dimensions whose value is known. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * What a dashboard shows: from its body where that is known, else from the copy `shows` of an enclosing component's
 * outputs, which a program gives because one name that AWS ends hides the whole body; undefined where neither is known.
 */
export function shownOn(stack: StackView, node: Node): readonly Shown[] | undefined {
  const real = parsed(node.known("dashboardBody"));
  if (real !== undefined) return listed(fields(real).widgets).flatMap(ofWidget);
  for (const around of stack.ancestors(node)) {
    const copy: unknown = around.known("shows");
    if (Array.isArray(copy)) return listed(copy).flatMap(({ metrics }) => listed(metrics).map(ofCopy));
  }
  return undefined;
}

/** `[namespace, name, dimension, value, …, options]`; `.` and `...` stand for what the row above has there ("Dashboard body structure"). */
function ofWidget(widget: Json): readonly Shown[] {
  const { metrics, stat } = fields(widget.properties);
  let above: readonly string[] = [];
  return (Array.isArray(metrics) ? metrics : []).flatMap((row: unknown): readonly Shown[] => {
    if (!Array.isArray(row)) return [];
    const options = fields(row.find((part) => typeof part === "object"));
    const words = spelledOut(
      row.filter((part) => typeof part === "string"),
      above,
    );
    if (words.length < 2) return [];
    above = words;
    const [namespace = "", name = "", ...pairs] = words;
    return [
      {
        namespace,
        name,
        statistic: text(options.stat) ?? text(stat),
        dimensions: Object.fromEntries(
          pairs.flatMap((key, at) => (at % 2 === 0 ? [[key, pairs[at + 1] ?? ""]] : [])),
        ),
      },
    ];
  });
}

function spelledOut(row: readonly string[], above: readonly string[]): readonly string[] {
  const gap = row.indexOf("...");
  const left = row.length - gap - 1;
  const whole = gap < 0 ? row : row.toSpliced(gap, 1, ...above.slice(gap, above.length - left));
  return whole.map((part, at) => (part === "." ? (above[at] ?? "") : part));
}

function ofCopy({ namespace, metricName, stat, dimensions }: Json): Shown {
  return {
    namespace: text(namespace) ?? "",
    name: text(metricName) ?? "",
    statistic: text(stat),
    dimensions: Object.fromEntries(
      listed(dimensions).flatMap(({ name, value }) =>
        typeof value === "string" ? [[String(name), value]] : [],
      ),
    ),
  };
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** A dashboard for examples: rows as CloudWatch takes them, its body known. */
export const showing = (...metrics: readonly (readonly unknown[])[]) =>
  ({
    type: dashboard,
    name: "launch",
    props: {
      dashboardBody: JSON.stringify({
        widgets: [{ type: "metric", properties: { stat: "Sum", metrics } }],
      }),
    },
  }) as const;

/** The same at a first preview: the body unknown, its copy given out by the component around it. */
export const aboutToShow = (
  uses: readonly string[],
  ...metrics: readonly {
    readonly namespace: string;
    readonly metricName: string;
    readonly stat: string;
    readonly dimensions?: readonly { readonly name: string; readonly value?: string }[];
  }[]
) => [
  { type: "shop:Dashboard", name: "launch", props: { shows: [{ title: "all is well", metrics }] } },
  { type: dashboard, name: "page", parent: "launch", uses: { dashboardBody: uses } },
];
