import { arnOf, type Place } from "../place.ts";
import { type Grant, grant } from "./actions/scope.ts";

/** Where Pulumi keeps the stack's state, made before the stack (`./golive ops bootstrap`). */
export interface State {
  readonly bucket: string;
  /** Of the key that encrypts the bucket, and the secrets inside the state. */
  readonly keyAlias: string;
}

export const bucketArn = (place: Place, { bucket }: State): string => arnOf(place, "s3", bucket, "nowhere");

/** A preview reads the state, and locks it meanwhile. */
export const readsState = (place: Place, state: State): readonly Grant[] => [
  grant("s3", ["GetBucketLocation", "ListBucket"], [bucketArn(place, state)]),
  grant("s3", ["GetObject"], [`${bucketArn(place, state)}/*`]),
  grant("s3", ["DeleteObject", "PutObject"], [`${bucketArn(place, state)}/.pulumi/locks/*`]),
  ofStateKey(place, state, "Decrypt", "GenerateDataKey"),
];

export const writesState = (place: Place, state: State): readonly Grant[] => [
  ...readsState(place, state),
  grant("s3", ["DeleteObject", "PutObject"], [`${bucketArn(place, state)}/*`]),
  ofStateKey(place, state, "Encrypt"),
];

/** By its alias: the number of the key is nowhere in the program. */
const ofStateKey = (place: Place, state: State, ...actions: readonly string[]): Grant =>
  grant("kms", actions, [arnOf(place, "kms", "key/*")], isStateKey(state));

export const isStateKey = ({ keyAlias }: State): NonNullable<Grant["when"]> => ({
  "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias },
});
