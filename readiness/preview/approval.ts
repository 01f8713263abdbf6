import { z } from "zod";
import { InputMistakes } from "../errors.ts";
import { type Change, digestOf, type Kind, kinds } from "./plan.ts";

const sha = z.string().regex(/^[\da-f]{64}$/);

const approval = z.strictObject({
  version: z.literal(1),
  stack: z.string().min(1),
  at: z.iso.datetime(),
  by: z.string().min(1),
  commit: z.string().nullable(),
  /** Of the stack file and `Pulumi.yaml`, as they are written. */
  config: sha,
  /** Of every file of the policy pack. */
  pack: sha,
  /** Of the lock file: the SDK and the providers. */
  lock: sha,
  /** Of all changes, with every value that is asked for; secrets are masked. */
  plan: sha,
  changes: z.array(z.strictObject({ kind: z.enum(kinds), urn: z.string(), digest: sha })),
});

/** What somebody looked at and approved: made by `preview --save`, checked by `up --approved`. */
export type Approval = z.infer<typeof approval>;

/** What the plan came from. */
export type Origin = Pick<Approval, "stack" | "by" | "commit" | "config" | "pack" | "lock">;

export const approvalOf = (origin: Origin, plan: readonly Change[], at: Date): Approval => ({
  version: 1,
  ...origin,
  at: at.toISOString(),
  plan: digestOf(plan),
  changes: plan.map(({ kind, urn, digest }) => ({ kind, urn, digest })),
});

/** @throws InputMistakes for a file that is no approval, or that does not agree with itself */
export function readApproval(file: string, text: string): Approval {
  const mistake = (found: string) =>
    new InputMistakes([
      { file, path: "", found, allowed: "what `./golive preview <stack> --save FILE` wrote" },
    ]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw mistake("no JSON");
  }
  const read = approval.safeParse(value);
  if (!read.success) throw mistake(z.prettifyError(read.error).replaceAll("\n", " "));
  const { changes, plan } = read.data;
  if (digestOf(changes) !== plan) throw mistake("changes that are not those of its digest");
  return read.data;
}

const origins = {
  stack: "the stack",
  commit: "the commit",
  config: "the stack file, or Pulumi.yaml",
  pack: "the policy pack",
  lock: "package-lock.json",
} as const;

/** Everything in which what would run now is not what was approved, each as a sentence; none: it is the same. */
export function differences(approved: Approval, now: Approval): readonly string[] {
  const moved = Object.entries(origins).flatMap(([key, what]) => {
    const [was, is] = [approved, now].map((one) => one[key as keyof typeof origins] ?? "unknown");
    return was === is ? [] : [`${what} differs: ${short(was)} was approved, ${short(is)} is here`];
  });
  return [...moved, ...(approved.plan === now.plan ? [] : otherChanges(approved.changes, now.changes))];
}

function otherChanges(approved: Approval["changes"], now: Approval["changes"]): readonly string[] {
  const [was, is] = [approved, now].map((list) => new Map(list.map((one) => [one.urn, one])));
  const urns = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].sort();
  return urns.flatMap((urn) => {
    const [before, after] = [was?.get(urn), is?.get(urn)];
    if (before?.digest === after?.digest) return [];
    if (before === undefined) return [`${verb(after?.kind)} ${urn}: was not approved`];
    if (after === undefined) return [`${verb(before.kind)} ${urn}: was approved, and would not happen`];
    return [`${verb(after.kind)} ${urn}: otherwise than the ${before.kind} that was approved`];
  });
}

const verb = (kind: Kind | undefined): string => kind ?? "change of";
const short = (text = ""): string => (sha.safeParse(text).success ? text.slice(0, 12) : text);
