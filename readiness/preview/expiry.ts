import { canonical } from "../../evidence/canonical.ts";
import { type Fields, fields, listed } from "../fields.ts";
import { inside, parsed } from "./inside.ts";

/** Something that deletes what has grown old, or is too much. */
interface Expiry {
  readonly what: string;
  /** Which of all: a filter or a selection. */
  readonly whose: string;
  /** In days, or in pieces; NaN: not known before deploy. */
  readonly leaves: number;
}

/** What an update's rules of expiry delete that those before it left alone, each as a sentence. */
export function sooner(type: string, before: Fields, after: Fields): readonly string[] {
  const read = readers.find(([of]) => of.test(type))?.[1];
  if (!read) return [];
  const was = read(before);
  return read(after).flatMap((now) => {
    const earlier = was.filter(
      ({ what, whose }) => what === now.what && (whose === now.whose || whose === everything),
    );
    if (earlier.some(({ leaves }) => leaves <= now.leaves)) return [];
    const before = earlier.length === 0 ? "nothing" : Math.min(...earlier.map(({ leaves }) => leaves));
    const amount = Number.isNaN(now.leaves) ? "unknown" : now.leaves;
    return [`${now.what} ${before} → ${amount}: what is beyond that is deleted`];
  });
}

const everything = canonical({});

/** "Lifecycle configuration elements", S3 guide. */
function ofObjects({ rules }: Fields): readonly Expiry[] {
  return listed(rules)
    .filter((rule) => rule.status !== "Disabled")
    .flatMap((rule) => {
      const whose = canonical(narrowed(rule.filter ?? { prefix: rule.prefix }));
      const date = inside(rule, "expiration", "date");
      return [
        ...expiry("expiration.days", whose, inside(rule, "expiration", "days")),
        // A day of the calendar, whichever it is, is right only where it was there before.
        ...(date ? [{ what: "expiration.date", whose: canonical([whose, date]), leaves: 0 }] : []),
        ...expiry("noncurrentDays", whose, inside(rule, "noncurrentVersionExpiration", "noncurrentDays")),
      ];
    });
}

/** "Lifecycle policy template", ECR guide. */
function ofImages({ policy }: Fields): readonly Expiry[] {
  const text = parsed(policy);
  if (text === undefined) return [{ what: "countNumber", whose: "", leaves: Number.NaN }];
  return listed(fields(text).rules).flatMap((rule) => {
    const { countNumber, ...whose } = narrowed(rule.selection);
    return expiry("countNumber", canonical(whose), countNumber);
  });
}

const readers: readonly (readonly [RegExp, (inputs: Fields) => readonly Expiry[]])[] = [
  [/^aws:s3\/bucketLifecycleConfiguration(?:V2)?:/, ofObjects],
  [/^aws:ecr\/lifecyclePolicy:/, ofImages],
];

/** A rule that says 0 says nothing: AWS takes no such number. */
const expiry = (what: string, whose: string, leaves: unknown): readonly Expiry[] =>
  leaves === undefined || leaves === null || leaves === 0
    ? []
    : [{ what, whose, leaves: typeof leaves === "number" ? leaves : Number.NaN }];

/** Without what says nothing: an empty prefix is all objects, and the engine adds what it filled in. */
const narrowed = (filter: unknown): Fields =>
  Object.fromEntries(
    Object.entries(fields(filter)).filter(
      ([name, value]) => name !== "__defaults" && value !== "" && value !== null && value !== undefined,
    ),
  );
