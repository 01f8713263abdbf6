import { discreet } from "../../policy/message.ts";
import { contrast, shown } from "../report/text.ts";
import type { ParityDifference } from "../types.ts";

/** The same difference of resources of one type: one line of the report. */
export interface ParityRow {
  /** Undefined: nothing explains it. */
  readonly why: string | undefined;
  readonly type: string;
  /** "" for a whole resource. */
  readonly path: string;
  readonly staging: string;
  readonly production: string;
  /** Logical names, in order. */
  readonly names: readonly string[];
}

const widest = 48;

/**
 * Two texts by where they part; of a list, an object or a hash only that they differ: the stack files say how, and the
 * document stays what it is when code changes that differs as before.
 */
function told(staging: unknown, production: unknown): readonly [string, string] {
  if (staging === null || production === null)
    return [staging === null ? "none" : "present", production === null ? "none" : "present"];
  const [one, other] = [staging, production].map((value) =>
    typeof value === "object" ? "" : discreet(shown(value)).replaceAll(/[\da-f]{16,}/g, ""),
  );
  return one === other || one === undefined || other === undefined
    ? ["one", "another"]
    : contrast(one, other, widest);
}

/** What nothing explains first, then by reason. */
export function parityRows(differences: readonly ParityDifference[]): readonly ParityRow[] {
  const lines = differences.map(({ resource, path, staging, production, intended, why }) => {
    const [type = "", name = ""] = resource.split(" ");
    const [mine, theirs] = told(staging, production);
    return {
      why: intended ? (why ?? "no reason given") : undefined,
      type,
      path,
      staging: mine,
      production: theirs,
      name,
    };
  });
  const same = Map.groupBy(lines, ({ name: _, ...rest }) => JSON.stringify(rest));
  return [...same.values()]
    .flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const { name, ...row } = first;
      return [{ ...row, why: row.why, names: [name, ...others.map((other) => other.name)].sort() }];
    })
    .sort((a, b) => order(a).localeCompare(order(b), "en"));
}

const order = ({ why, type, path, names }: ParityRow): string =>
  [why === undefined ? "0" : "1", why ?? "", type, path, names[0] ?? ""].join("\0");
