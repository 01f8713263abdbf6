interface Intended {
  /** A resource type, or the start of one. */
  readonly type: string;
  readonly name?: RegExp;
  readonly paths?: readonly string[];
  readonly why: string;
}

/** Resources that one environment may have alone. */
const resources: readonly Intended[] = [];

/** Properties in which staging may differ from production: sizes, counts and retention, never a protection. */
const changes: readonly Intended[] = [];

/** Why only one environment has the resource `type name`; undefined: it should not be so. */
export const intendedResource = (key: string): string | undefined => find(resources, key)?.why;

/** Why a property differs; undefined: it should not. */
export const intendedChange = (key: string, path: string): string | undefined =>
  find(changes, key, (line) => line.paths?.some((start) => path === start || path.startsWith(`${start}.`)) ?? false)?.why;

function find(lines: readonly Intended[], key: string, also: (line: Intended) => boolean = () => true): Intended | undefined {
  const [type = "", name = ""] = key.split(" ");
  return lines.find((line) => type.startsWith(line.type) && (line.name?.test(name) ?? true) && also(line));
}
