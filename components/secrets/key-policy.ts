import type { Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";

/** Leaves it to IAM who may use the key. Without it the key could become unmanageable ("Default key policy", KMS guide). */
export const owner = (place: Place): Statement => ({
  Sid: "ThisAccount",
  Effect: "Allow",
  Principal: { AWS: arnOf(place, "iam", "root", "global") },
  Action: "kms:*",
  Resource: "*",
});
