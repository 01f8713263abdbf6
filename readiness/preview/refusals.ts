import { canonical } from "../../evidence/canonical.ts";
import type { Fields } from "../fields.ts";
import { inside, parsed } from "./inside.ts";

/** Of buckets and vaults, whose policies refuse what roles allow. */
const guarded =
  /^aws:(?:s3\/bucketPolicy|s3\/vectorsVectorBucketPolicy|s3control\/bucketPolicy|backup\/vaultPolicy):/;

/** What a policy refused and an update would no longer, each as a sentence: a statement that it does not repeat word by word. */
export function unrefused(
  type: string,
  { policy: before }: Fields,
  { policy: after }: Fields,
): readonly string[] {
  if (!guarded.test(type) || before === after) return [];
  const left = new Set(refusalsOf(after).map((statement) => canonical(statement)));
  return refusalsOf(before)
    .filter((statement) => !left.has(canonical(statement)))
    .map((statement) => `policy: it no longer refuses as ${nameOf(statement)} does`);
}

const refusalsOf = (policy: unknown): readonly unknown[] =>
  [inside(parsed(policy), "Statement")].flat().filter((statement) => inside(statement, "Effect") === "Deny");

const nameOf = (statement: unknown): string => {
  const sid = inside(statement, "Sid");
  return typeof sid === "string" ? sid : "a statement without a Sid";
};
