import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  type CreateBucketCommandInput,
  HeadBucketCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { partitionOf } from "../../config/partition.ts";
import { stateNames } from "../../config/state.ts";
import { bounded, type Session, statusOf } from "../session.ts";
import type { Target } from "../target.ts";
import { missing, otherwise, type Part, right } from "./part.ts";

/** S3 answers each of these where the bucket itself is not there yet. */
export const noBucket = ["NoSuchBucket", "NotFound"];

/** The bucket of Pulumi's state, and how S3 is asked about it. */
export class StateBucket {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly s3: S3Client;
  readonly session: Session;
  /** Goes into every request: a bucket of that name in another account is none of ours. */
  readonly it: { readonly Bucket: string; readonly ExpectedBucketOwner: string };
  readonly #region: string;

  constructor({ config, prefix }: Target, session: Session) {
    this.name = stateNames(prefix, config.account).bucket;
    this.arn = `arn:${partitionOf(config.region)}:s3:::${this.name}`;
    this.account = config.account;
    this.s3 = new S3Client({ region: config.region, ...bounded(30) });
    this.session = session;
    this.it = { Bucket: this.name, ExpectedBucketOwner: config.account };
    this.#region = config.region;
  }

  part(): Part {
    return {
      what: `bucket ${this.name} for Pulumi's state`,
      look: async () => {
        try {
          const { BucketRegion } = await this.s3.send(new HeadBucketCommand(this.it));
          return BucketRegion === undefined || BucketRegion === this.#region
            ? right
            : elsewhere(BucketRegion);
        } catch (error) {
          const status = statusOf(error);
          if (status === 404) return missing;
          if (status === 301) return elsewhere("another region");
          // S3 does not say which: a missing permission, or somebody else's bucket of this name.
          return await this.session.call(
            `look at bucket ${this.name}, which must belong to account ${this.account},`,
            "s3:ListBucket",
            () => Promise.reject(error),
          );
        }
      },
      make: async () => {
        const input: CreateBucketCommandInput = {
          Bucket: this.name,
          ObjectLockEnabledForBucket: true,
          ObjectOwnership: "BucketOwnerEnforced",
          // us-east-1 is what S3 takes for granted, and refuses to be told.
          ...(this.#region !== "us-east-1" && {
            CreateBucketConfiguration: { LocationConstraint: this.#region as BucketLocationConstraint },
          }),
        };
        const send = () => this.s3.send(new CreateBucketCommand(input));
        const permissions =
          "s3:CreateBucket, s3:PutBucketVersioning, s3:PutBucketObjectLockConfiguration and s3:PutBucketOwnershipControls";
        // An earlier run that was cut short may have made it a moment ago.
        const there = ["BucketAlreadyOwnedByYou"];
        await this.session.find(`make bucket ${this.name}`, permissions, there, send);
      },
    };
  }
}

const elsewhere = (region: string) =>
  otherwise(
    `it stands in ${region}`,
    "a bucket cannot move: `pulumi stack export` what it holds, and give the product another name",
  );
