import type { StackExample, StackFinding } from "../rule.ts";
import type { StackView, unknown } from "../view.ts";
import { beside, bucketTypes, bucketWith, spellings } from "./buckets.ts";
import { isAbout, type Statement, statements } from "./document.ts";

export const lockTypes = spellings("ObjectLockConfiguration");

/** The locks on buckets whose policies lack such a refusal. */
export const locksWithout = (
  stack: StackView,
  refuses: (statement: Statement) => boolean,
  says: string,
): readonly StackFinding[] =>
  stack.all(...bucketTypes).flatMap((bucket) =>
    beside(stack, bucket, "ObjectLockConfiguration").flatMap((node): StackFinding[] => {
      const policies = beside(stack, bucket, "Policy");
      if (policies.some((policy) => statements(policy.known("policy")).some(refuses))) return [];
      if (policies.some((policy) => policy.isUnknown("policy")))
        return [{ node, says: "the bucket's policy is known only after deploy", notProven: true as const }];
      return [{ node, says }];
    }),
  );

/** An example: a locked bucket, and its policy as the program gives it. */
export const lockedBucket = (policy?: string | typeof unknown, mode = "GOVERNANCE"): StackExample => [
  ...bucketWith("ObjectLockConfiguration", { rule: { defaultRetention: { mode, days: 400 } } }),
  ...(policy === undefined
    ? []
    : [{ type: spellings("Policy")[0], name: "policy", props: { policy }, uses: { bucket: ["reports"] } }]),
];

/** Whether a policy denies everyone an action on what is in a bucket. */
export const deniesAll = (entry: Statement, action: string): boolean =>
  !entry.allows &&
  isAbout(entry, action) &&
  entry.principals.some(([kind]) => kind === "*") &&
  entry.resources.some((resource) => resource.endsWith("*"));
