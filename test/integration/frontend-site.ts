import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import { CreateBucketCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { vi } from "vitest";
import type { SiteWork } from "../../ops/frontend/work.ts";
import { siteOf } from "../../ops/names.ts";
import type { Voice } from "../../ops/rollback/work.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { Endpoint, Folder, type Reply } from "../cli/running.ts";
import { certificateIn, trust } from "./certificate.ts";
import { LocalCdn } from "./frontend-cdn.ts";
import { account, Moto, region } from "./moto.ts";

export const dsn = "https://0123456789abcdef@o110022.ingest.de.sentry.io/42";

/** The shipped staging stack's site, as AWS would have it after the first `up`: empty. Stood in for: RUM and the CDN itself. */
export class FrontendSite {
  readonly moto: Moto;
  readonly target: Target;
  readonly cdn: LocalCdn;
  readonly folder: string;
  readonly s3: S3Client;
  readonly said: string[] = [];
  /** What RUM answers for the app monitor. */
  rum: Reply = monitor;
  readonly #rum: Endpoint;
  readonly #stack: Folder;
  readonly #untrust: () => void;

  private constructor(parts: {
    moto: Moto;
    target: Target;
    cdn: LocalCdn;
    folder: string;
    s3: S3Client;
    rum: Endpoint;
    stack: Folder;
    untrust: () => void;
  }) {
    this.moto = parts.moto;
    this.target = parts.target;
    this.cdn = parts.cdn;
    this.folder = parts.folder;
    this.s3 = parts.s3;
    this.#rum = parts.rum;
    this.#stack = parts.stack;
    this.#untrust = parts.untrust;
  }

  /** In a moto of its own, or in one that holds the rest of the stack. */
  static async start(within?: Moto): Promise<FrontendSite> {
    const folder = mkdtempSync(join(tmpdir(), "golive-frontend-"));
    const moto = within ?? (await Moto.start());
    const stack = new Folder().write({ account });
    const target = targetAt(join(stack.path, "Pulumi.staging.yaml"), stack.path);
    const s3 = new S3Client({ ...moto.client, forcePathStyle: true });
    const certificate = certificateIn(folder);
    const api = "api.staging.prospector.example";
    const cdn = await LocalCdn.start(certificate, { s3, bucket: siteOf(target), api });
    let made: FrontendSite | undefined;
    const rum = await Endpoint.start(() => made?.rum ?? monitor);
    made = new FrontendSite({ moto, target, cdn, folder, s3, rum, stack, untrust: trust(certificate) });
    return made;
  }

  get environment(): Readonly<Record<string, string>> {
    return { ...this.moto.environment, AWS_ENDPOINT_URL_RUM: this.#rum.url };
  }

  /** Of the stack's file, for a command that is typed. */
  get stackFolder(): string {
    return this.#stack.path;
  }

  async prepare(): Promise<void> {
    await this.moto.reset();
    await this.furnish();
  }

  /** Makes what `up` has made before the first publish. */
  async furnish(): Promise<void> {
    this.said.length = 0;
    this.rum = monitor;
    this.cdn.asked.length = 0;
    for (const [name, value] of Object.entries(this.environment)) vi.stubEnv(name, value);
    const CreateBucketConfiguration = { LocationConstraint: region } as const;
    await this.s3.send(new CreateBucketCommand({ Bucket: siteOf(this.target), CreateBucketConfiguration }));
    await new SecretsManagerClient(this.moto.client).send(
      new CreateSecretCommand({ Name: "prospector-staging/PAGES_SENTRY_DSN", SecretString: dsn }),
    );
    const cloudfront = new CloudFrontClient({ ...this.moto.client, region: "us-east-1" });
    for (const host of ["other.example", "app.staging.prospector.example"])
      await cloudfront.send(new CreateDistributionCommand({ DistributionConfig: distribution(host) }));
  }

  async stop(): Promise<void> {
    this.#untrust();
    this.cdn.stop();
    await this.#rum[Symbol.asyncDispose]();
    await this.moto.stop();
    this.#stack[Symbol.dispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }

  readonly voice: Voice = { say: (line) => void this.said.push(line), now: () => undefined };

  manner(more: Partial<SiteWork["manner"]> = {}): SiteWork["manner"] {
    const pace = { minute: 40, look: 2 };
    return { act: true, signal: new AbortController().signal, pace, pages: this.cdn.url, ...more };
  }

  /** Keys of the bucket, sorted. */
  async keys(Prefix = ""): Promise<readonly string[]> {
    const { Contents = [] } = await this.s3.send(
      new ListObjectsV2Command({ Bucket: siteOf(this.target), Prefix }),
    );
    return Contents.flatMap(({ Key }) => Key ?? []).toSorted();
  }

  /** How long browsers keep a file, and as what they take it. */
  async told(Key: string): Promise<readonly (string | undefined)[]> {
    const head = await this.s3.send(new HeadObjectCommand({ Bucket: siteOf(this.target), Key }));
    return [head.CacheControl, head.ContentType];
  }
}

const json = (body: object, status = 200): Reply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const monitor = json({
  AppMonitor: {
    Id: "00000000-0000-4000-8000-000000000000",
    AppMonitorConfiguration: {
      IdentityPoolId: "eu-central-1:pool",
      GuestRoleArn: "arn:aws:iam::1:role/guest",
    },
  },
});
export const noMonitor = json({ __type: "ResourceNotFoundException", message: "no" }, 404);

const distribution = (host: string) => ({
  CallerReference: host,
  Comment: "",
  Enabled: true,
  Aliases: { Quantity: 1, Items: [host] },
  Origins: {
    Quantity: 1,
    Items: [{ Id: "o", DomainName: "b.s3.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } }],
  },
  DefaultCacheBehavior: {
    TargetOriginId: "o",
    ViewerProtocolPolicy: "redirect-to-https" as const,
    ForwardedValues: { QueryString: false, Cookies: { Forward: "none" as const } },
  },
});
