import { arnOf } from "../place.ts";
import { type Grant, grant, owned, type Scope, worldwide } from "./actions/scope.ts";

/**
 * What CI does to publish the frontend's files, and to go back to those of another release (`./golive ops frontend`). No
 * secret is read: what pages may know, the job has in its own environment.
 */
export function publishing(scope: Scope): readonly Grant[] {
  const { place } = scope;
  const site = arnOf(place, "s3", `${place.prefix}-site-${place.account}`, "nowhere");
  const distributions = [arnOf(place, "cloudfront", "distribution/*", "global")];
  return [
    grant("s3", ["ListBucket"], [site]),
    grant("s3", ["DeleteObject", "GetObject", "PutObject"], [`${site}/*`]),
    worldwide("cloudfront", "ListDistributions"),
    grant("cloudfront", ["CreateInvalidation", "GetInvalidation"], distributions, owned(scope)),
  ];
}
