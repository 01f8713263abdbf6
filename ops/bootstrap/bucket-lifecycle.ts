import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
} from "@aws-sdk/client-s3";
import { noBucket, type StateBucket } from "./bucket.ts";
import { missing, otherwise, type Part, right } from "./part.ts";

const oldDays = 180;

const ours = {
  ID: "old-versions",
  Status: "Enabled",
  Filter: { Prefix: "" },
  NoncurrentVersionExpiration: { NoncurrentDays: oldDays },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  Expiration: { ExpiredObjectDeleteMarker: true },
} as const satisfies LifecycleRule;

/** What was overwritten goes in the end; the state that is in use never does. */
export function lifecycle({ s3, it, session }: StateBucket): Part {
  const read = async (): Promise<readonly LifecycleRule[]> => {
    const send = () => s3.send(new GetBucketLifecycleConfigurationCommand(it));
    const none = [...noBucket, "NoSuchLifecycleConfiguration"];
    const permission = "s3:GetLifecycleConfiguration";
    return (await session.find("read the bucket's lifecycle", permission, none, send))?.Rules ?? [];
  };
  return {
    what: `old versions kept for ${oldDays} days, unfinished uploads for 7`,
    look: async () => {
      const rules = await read();
      const harmful = rules.filter(deletesState).map(({ ID }) => ID);
      if (harmful.length > 0)
        return otherwise(
          `rules that delete state: ${harmful.join(", ")}`,
          "take them out by `aws s3api put-bucket-lifecycle-configuration`",
        );
      if (rules.some(isOurs)) return right;
      const old = rules.find(({ ID }) => ID === ours.ID);
      return old ? otherwise(`a rule ${ours.ID} that says something else`) : missing;
    },
    make: async () => {
      const others = (await read()).filter(({ ID }) => ID !== ours.ID);
      const LifecycleConfiguration = { Rules: [...others, ours] };
      const send = () =>
        s3.send(new PutBucketLifecycleConfigurationCommand({ ...it, LifecycleConfiguration }));
      await session.call("limit how long old versions are kept", "s3:PutLifecycleConfiguration", send);
    },
  };
}

/** Somebody else's rule that takes away the current state, or old versions sooner than ours would. */
const deletesState = ({ ID, Status, Expiration, NoncurrentVersionExpiration }: LifecycleRule): boolean =>
  ID !== ours.ID &&
  Status === "Enabled" &&
  (Expiration?.Days !== undefined ||
    Expiration?.Date !== undefined ||
    (NoncurrentVersionExpiration?.NoncurrentDays ?? oldDays) < oldDays);

const isOurs = (rule: LifecycleRule): boolean =>
  rule.ID === ours.ID &&
  rule.Status === "Enabled" &&
  (rule.Filter?.Prefix ?? "") === "" &&
  rule.Filter?.And === undefined &&
  rule.Filter?.Tag === undefined &&
  rule.Expiration?.Days === undefined &&
  rule.Expiration?.Date === undefined &&
  rule.NoncurrentVersionExpiration?.NoncurrentDays === oldDays &&
  rule.NoncurrentVersionExpiration.NewerNoncurrentVersions === undefined &&
  rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation === 7;
