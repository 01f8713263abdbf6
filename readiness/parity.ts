import { isDeepStrictEqual } from "node:util";
import type { Config } from "../config/schema.ts";
import type { ResourceShape } from "./evaluation.ts";
import { intendedChange, intendedResource } from "./intended.ts";
import { neutral } from "./neutral.ts";
import { unknownValue } from "./recording.ts";
import type { ParityDifference } from "./types.ts";

export interface ParitySide {
  readonly stack: string;
  readonly config: Config;
  readonly shapes: readonly ResourceShape[];
}

/**
 * Staging has production's shape (P15): the same resources under the same names, alike in every property once each side's
 * own words (account, zone, prefix) are taken out. What differs must be on the list of intended differences.
 */
export function parityOf(one: ParitySide, other: ParitySide): ParityDifference[] {
  const [staging, production] = one.stack === "production" ? [other, one] : [one, other];
  const left = shapes(staging);
  const right = shapes(production);
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((key) => {
    const a = left.get(key);
    const b = right.get(key);
    if (a && b) return properties(key, a, b);
    return [difference(key, "", a && "present", b && "present", intendedResource(key))];
  });
}

type Neutral = Readonly<Record<string, unknown>>;

/** Resources by type and logical name, which are free of the stack's own words. */
function shapes({ config, shapes }: ParitySide): ReadonlyMap<string, Neutral> {
  const said = neutral(config);
  return new Map(
    shapes
      .filter(({ type }) => !type.startsWith("pulumi:"))
      .map(({ type, name, protect, values, uses }) => [
        `${type} ${said(name)}`,
        {
          ...(said(collapsed(values)) as Neutral),
          "(protect)": protect,
          "(computed from)": relations(said(uses)),
        },
      ]),
  );
}

/** Lists of things that AWS makes, such as subnet ids: how many there are is the number of zones, so one stands for all. */
function collapsed(value: unknown): unknown {
  if (Array.isArray(value))
    return value.every((part) => part === unknownValue) ? [...new Set(value)] : value.map(collapsed);
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, collapsed(part)]))
    : value;
}

/** From which resources each property comes, whichever zone they stand in. */
function relations(uses: unknown): unknown {
  if (Array.isArray(uses))
    return [...new Set(uses.map((name) => String(name).replace(/-[a-z](?=-|$)/, "-<zone>")))];
  return isRecord(uses)
    ? Object.fromEntries(Object.entries(uses).map(([key, names]) => [key, relations(names)]))
    : uses;
}

function properties(key: string, a: Neutral, b: Neutral, at: readonly string[] = []): ParityDifference[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().flatMap((property) => {
    const [left, right] = [a[property], b[property]];
    if (isDeepStrictEqual(left, right)) return [];
    const path = [...at, property];
    if (isRecord(left) && isRecord(right)) return properties(key, left, right, path);
    return [difference(key, path.join("."), left, right, intendedChange(key, path.join(".")))];
  });
}

const isRecord = (value: unknown): value is Neutral =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function difference(
  resource: string,
  path: string,
  staging: unknown,
  production: unknown,
  why: string | undefined,
): ParityDifference {
  return {
    resource,
    path,
    staging: staging ?? null,
    production: production ?? null,
    intended: why !== undefined,
    ...(why ? { why } : {}),
  };
}
