import { isDeepStrictEqual } from "node:util";
import type { Config } from "../../config/schema.ts";
import type { ResourceShape } from "../evaluation/order.ts";
import { type Fields, isRecord } from "../fields.ts";
import { unknownValue } from "../program/recording.ts";
import type { ParityDifference } from "../types.ts";
import { heldChange } from "./held.ts";
import { hidden } from "./hidden.ts";
import { intendedChange, intendedResource } from "./intended.ts";
import { neutral } from "./neutral.ts";

export interface ParitySide {
  readonly stack: string;
  readonly config: Config;
  readonly shapes: readonly ResourceShape[];
}

/**
 * Staging has production's shape (P15): the same resources under the same names, alike in every property, as it is or once
 * each side's own words (account, zone, prefix) are taken out. What differs must be meant, by our list or the stack file's.
 */
export function parityOf(one: ParitySide, other: ParitySide): ParityDifference[] {
  const [staging, production] = one.stack === "production" ? [other, one] : [one, other];
  const left = shapes(staging);
  const right = shapes(production);
  const same = sameness(neutral(staging.config), neutral(production.config));
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((key) => {
    const [a, b] = [left.get(key), right.get(key)];
    if (!a || !b) return [difference(key, "", a && "present", b && "present", intendedResource(key))];
    return once(
      unlike(a, b, same).map(({ path, values: [mine, theirs] }) => {
        const meant = whyMeant(key, path, staging.config, production.config);
        const [shown, beside] = [hidden(key, path, mine), hidden(key, path, theirs)];
        return difference(key, meant?.path ?? path.join("."), shown, beside, meant?.why);
      }),
    );
  });
}

const once = (differences: readonly ParityDifference[]): ParityDifference[] => [
  ...new Map(differences.map((one) => [one.path, one])).values(),
];

/** Resources by type and logical name, which are free of the stack's own words. */
function shapes({ config, shapes }: ParitySide): ReadonlyMap<string, Fields> {
  const said = neutral(config);
  return new Map(
    shapes
      .filter(({ type }) => !type.startsWith("pulumi:"))
      .map(({ type, name, protect, values, uses }) => [
        `${type} ${said(name)}`,
        {
          ...(collapsed(values) as Fields),
          "(protect)": protect,
          "(computed from)": relations(said(uses)),
        },
      ]),
  );
}

type Same = (left: unknown, right: unknown) => boolean;

const sameness =
  (one: (value: unknown) => unknown, other: (value: unknown) => unknown): Same =>
  (left, right) =>
    isDeepStrictEqual(one(left), other(right));

interface Unlike {
  readonly path: readonly string[];
  readonly values: readonly [unknown, unknown];
}

/** The leaves in which two values differ; entries of a list that have names are told apart by them. */
function unlike(left: unknown, right: unknown, same: Same, path: readonly string[] = []): Unlike[] {
  if (isDeepStrictEqual(left, right)) return [];
  const [a, b] = [parts(left), parts(right)];
  if (!a || !b) return same(left, right) ? [] : [{ path, values: [left, right] }];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .sort()
    .flatMap((key) => unlike(a[key], b[key], same, [...path, key]));
}

/** What tells the entries of a list apart, by whose list it is: a container's variables, a policy's statements, the rules of a plan or of a firewall. */
const handles = ["name", "Sid", "id", "ruleName", "Name"] as const;

function parts(value: unknown): Fields | undefined {
  if (!Array.isArray(value)) return isRecord(value) ? value : undefined;
  const handle = handles.find((key) =>
    value.every((part) => isRecord(part) && typeof part[key] === "string"),
  );
  return value.length > 0 && handle !== undefined
    ? Object.fromEntries(value.map((part) => [part[handle], part]))
    : undefined;
}

/** Our own list first; then what is held on one side for a time; then what the product says of its variables. */
function whyMeant(key: string, path: readonly string[], staging: Config, production: Config) {
  const [list, , environment, variable = ""] = path;
  const why =
    heldChange(key, path, [staging, production]) ??
    (list === "containers" && environment === "environment" ? production.mayDiffer[variable] : undefined);
  return (
    intendedChange(key, path.join(".")) ?? (why === undefined ? undefined : { why, path: path.join(".") })
  );
}

/**
 * Lists of things that AWS makes, such as subnet ids: how many there are is the number of zones, so one stands for all.
 * JSON text is what it says: a policy is compared by its statements.
 */
function collapsed(value: unknown): unknown {
  if (typeof value === "string") return structured(value);
  if (Array.isArray(value))
    return value.every((part) => part === unknownValue) ? [...new Set(value)] : value.map(collapsed);
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, collapsed(part)]))
    : value;
}

function structured(text: string): unknown {
  if (!/^[{[]/.test(text)) return text;
  try {
    return collapsed(JSON.parse(text));
  } catch {
    return text; // it only looks like JSON
  }
}

/** From which resources each property comes, whichever zone they stand in and however many servers a cluster has. */
function relations(uses: unknown): unknown {
  if (Array.isArray(uses))
    return [
      ...new Set(
        uses.map((name) =>
          String(name)
            .replace(/-[a-z](?=-|$)/, "-<zone>")
            .replace(/-member-\d+$/, "-member"),
        ),
      ),
    ];
  return isRecord(uses)
    ? Object.fromEntries(Object.entries(uses).map(([key, names]) => [key, relations(names)]))
    : uses;
}

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
