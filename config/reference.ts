import { allowed } from "./reading/allowed.ts";
import {
  bare,
  definition,
  discriminatorOf,
  inner,
  type Schema,
  shapeOf,
  textsOf,
} from "./reading/schema-walk.ts";
import { shape } from "./schema.ts";

/** One key of a stack file, as the reference shows it. */
export interface KeyRow {
  readonly path: string;
  /** The kinds that have it, where not all do. */
  readonly kinds: readonly string[];
  readonly allowed: string;
  /** JSON, of each kind where they differ; undefined where there is none. */
  readonly fallback: string | undefined;
  readonly required: boolean;
  readonly meaning: string;
  /** What will read it; undefined when something does. */
}

/** Every key that a stack file may set, from the schema itself. */
export const keyRows = (): readonly KeyRow[] => merged(below(shape, "", everyKind));

/** The reference, as a Markdown table. */
export const configurationReference = (): string =>
  [
    "| key | takes | default | meaning |",
    "|---|---|---|---|",
    ...keyRows().map(
      (row) =>
        `| ${[`\`${row.path}\`${kinds(row)}`, row.allowed, fallback(row), row.meaning].map(cell).join(" | ")} |`,
    ),
    "",
  ].join("\n");

const kinds = ({ kinds: only }: KeyRow): string => (only.length > 0 ? ` (${only.join(", ")})` : "");
const fallback = (row: KeyRow): string =>
  row.required ? "required" : row.fallback === undefined ? "none" : `\`${row.fallback}\``;
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** The options of the innermost choice in which a key stands, and how many that choice has. */
interface Only {
  readonly kinds: readonly string[];
  readonly of: number;
}
const everyKind: Only = { kinds: [], of: 0 };

type Row = Omit<KeyRow, "kinds"> & { readonly only: Only };

function rowsOf(schema: Schema, path: string, only: Only): readonly Row[] {
  const { description = "" } = textsOf(schema);
  const own = {
    path,
    only,
    allowed: allowed(schema),
    ...default_(schema),
    meaning: description,
  };
  return [own, ...below(schema, path, only)];
}

function below(schema: Schema, path: string, only: Only): readonly Row[] {
  const def = definition(bare(schema));
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).flatMap(([key, inside]) => rowsOf(inside, at(key), only));
    case "record":
      return below(def.valueType, at("<name>"), only);
    case "array":
      return below(def.element, `${path}[]`, only);
    case "union":
      return def.options.flatMap((option) =>
        below(option, path, chosen(option, discriminatorOf(def), def.options.length) ?? only),
      );
    default:
      return [];
  }
}

function chosen(option: Schema, discriminator: string | undefined, of: number): Only | undefined {
  const literal = discriminator === undefined ? undefined : shapeOf(option)?.[discriminator];
  return literal && { kinds: [allowed(literal)], of };
}

function default_(schema: Schema): { readonly fallback: string | undefined; readonly required: boolean } {
  const def = definition(schema);
  if (def.type === "default" || def.type === "prefault")
    return { fallback: JSON.stringify(def.defaultValue), required: false };
  const inside = inner(schema);
  if (def.type === "optional") return { fallback: undefined, required: false };
  return inside ? default_(inside) : { fallback: undefined, required: true };
}

/** Rows of one path in one, with all their kinds; a key that every kind of its choice has names none. */
function merged(rows: readonly Row[]): readonly KeyRow[] {
  return [...Map.groupBy(rows, ({ path }) => path).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { only, ...row } = first;
    const all = [...new Set(group.flatMap((one) => one.only.kinds))];
    const fallbacks = new Set(group.flatMap((one) => (one.fallback === undefined ? [] : [one.fallback])));
    const words = new Set(group.map((one) => one.allowed));
    const meanings = new Set(group.map((one) => one.meaning));
    return [
      {
        ...row,
        kinds: all.length === only.of ? [] : all,
        fallback: fallbacks.size > 0 ? [...fallbacks].join(" | ") : undefined,
        allowed: [...words].join(" | "),
        meaning: [...meanings].join("; "),
      },
    ];
  });
}
