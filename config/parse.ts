import { checks } from "./checks/all.ts";
import type { Section } from "./checks/check.ts";
import type { Finding, Path } from "./finding.ts";
import { belowFloor } from "./floor.ts";
import { describe } from "./reading/describe.ts";
import { findingsOf } from "./reading/issues.ts";
import { values } from "./reading/leaves.ts";
import { bare, definition, schemaAt } from "./reading/schema-walk.ts";
import { strayWords } from "./reading/stray-words.ts";
import { type Config, shape } from "./schema.ts";

export type Parsed = { readonly config: Config } | { readonly findings: readonly Finding[] };

/** The one door: what was written under `golive:platform`, or everything that is wrong with it. */
export function parsePlatform(written: unknown, stack: string): Parsed {
  if (typeof written !== "object" || written === null || Array.isArray(written))
    return {
      findings: [
        { path: [], found: describe(written, []), allowed: "a mapping that describes the platform" },
      ],
    };

  const read = shape.safeParse(written);
  const { config, sound } = read.success
    ? { config: read.data, sound: new Set(Object.keys(shape.shape) as Section[]) }
    : soundPart(written);
  const findings = [
    ...(read.success ? [] : findingsOf(read.error.issues, shape, written)),
    ...passedOver(written),
    ...strayWords(written),
    ...stackName(config, stack),
    ...checks
      .filter(({ reads }) => reads.every((section) => sound.has(section)))
      .flatMap((one) => one.findings(config)),
    ...belowFloor(config, sound),
  ];
  return findings.length > 0 || !read.success ? { findings } : { config: read.data };
}

/** The one name that a zod record leaves out without a word. */
const passedOver = (written: unknown): readonly Finding[] =>
  [...values(written)].flatMap(({ path }) =>
    path.at(-1) === "__proto__" && isRecordAt(path.slice(0, -1), written)
      ? [{ path, found: 'the name "__proto__"', allowed: "another name" }]
      : [],
  );

const isRecordAt = (path: Path, written: unknown): boolean => {
  const schema = schemaAt(shape, path, written);
  return schema !== undefined && definition(bare(schema)).type === "record";
};

/** The sections that can be read alone, so that one mistake does not hide those of other sections. */
function soundPart(written: object): { config: Config; sound: ReadonlySet<Section> } {
  const parts = Object.entries(shape.shape).flatMap(([section, schema]) => {
    const part = schema.safeParse(Reflect.get(written, section));
    return part.success ? [[section, part.data] as const] : [];
  });
  return {
    config: Object.fromEntries(parts) as Config,
    sound: new Set(parts.map(([section]) => section as Section)),
  };
}

/** Words of a stack's name that say what it is. */
const environmentOf: Readonly<Record<string, Config["environment"]>> = {
  production: "production",
  prod: "production",
  staging: "staging",
  stage: "staging",
};

/** A stack named after an environment is that environment: the name decides what is production, no key may undo it. */
function stackName({ environment }: Partial<Config>, stack: string): readonly Finding[] {
  const word = stack
    .toLowerCase()
    .split(/[^a-z]+/)
    .find((one) => Object.hasOwn(environmentOf, one));
  const named = word === undefined ? undefined : environmentOf[word];
  return named === undefined || environment === undefined || named === environment
    ? []
    : [{ path: ["environment"], found: environment, allowed: `${named}, as the stack is named "${stack}"` }];
}
