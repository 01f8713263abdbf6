/** Where things stand: everything about a name or an ARN that is known before AWS makes anything. */
export interface Place {
  /** `product-environment`: the first words of every name in AWS. */
  readonly prefix: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** ARN of the policy that bounds every role of the stack, where the configuration names one. */
  readonly permissionsBoundary?: string;
}

/**
 * The ARN of something whose name we chose, known at the first preview, where the resource's own `arn` is not.
 * `at` "nowhere" leaves region and account out, as S3 does; "global" leaves the region out, as IAM does.
 */
export function arnOf(
  place: Place,
  service: string,
  resource: string,
  at: "region" | "global" | "nowhere" = "region",
): string {
  const region = at === "region" ? place.region : "";
  const account = at === "nowhere" ? "" : place.account;
  return `arn:${place.partition}:${service}:${region}:${account}:${resource}`;
}
