import { DeleteObjectsCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { AwsFailed } from "../errors.ts";
import { siteOf } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";

/** The bucket of the frontend's files, as a whole. */
export class SiteBucket {
  readonly bucket: string;
  protected readonly s3: S3Client;
  protected readonly session: Session;
  /** Goes into every request: a bucket of that name in another account is none of ours. */
  protected readonly it: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  constructor(target: Target, session: Session) {
    this.bucket = siteOf(target);
    this.s3 = new S3Client({ region: target.config.region, ...bounded(120) });
    this.session = session;
    this.it = { Bucket: this.bucket, ExpectedBucketOwner: target.config.account };
  }

  /** Names below a folder; with `folders`, those of the folders directly in it alone. */
  async names(Prefix: string, folders = false): Promise<readonly string[]> {
    const names: string[] = [];
    const input = { ...this.it, Prefix, ...(folders && { Delimiter: "/" }) };
    const doing = `list s3://${this.bucket}/${Prefix}`;
    await this.session.find(doing, "s3:ListBucket on it", ["NoSuchBucket"], async () => {
      for await (const page of paginateListObjectsV2({ client: this.s3 }, input)) {
        const found = folders
          ? page.CommonPrefixes?.map((one) => one.Prefix)
          : page.Contents?.map(({ Key }) => Key);
        names.push(...(found ?? []).filter((name) => name !== undefined));
      }
    });
    return names;
  }

  /** Takes files away; the bucket keeps their old versions for a while. */
  async remove(keys: readonly string[]): Promise<void> {
    // S3 takes a thousand in one request.
    for (let from = 0; from < keys.length; from += 1000) {
      const Objects = keys.slice(from, from + 1000).map((Key) => ({ Key }));
      const doing = `delete ${Objects.length} files of s3://${this.bucket}`;
      const { Errors = [] } = await this.session.call(doing, "s3:DeleteObject on them", () =>
        this.s3.send(new DeleteObjectsCommand({ ...this.it, Delete: { Objects, Quiet: true } })),
      );
      const [first] = Errors;
      if (first)
        throw new AwsFailed(
          `could not ${doing}: ${first.Key}: ${first.Code}: ${first.Message}; ${this.session.who} needs s3:DeleteObject on them`,
        );
    }
  }
}
