import { createServer, type IncomingMessage, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import { listening, silenced } from "../../listening.ts";
import { Moto } from "../moto.ts";
import { type Passed, passOn } from "../pass-on.ts";
import { ServiceDeployments } from "../service-deployments.ts";

/** What a stand-in answers; undefined lets moto answer. */
type Play = (body: string, path: string) => unknown;

const email = /^\/v2\/email\//;

/**
 * AWS of one account: moto, and before it what moto lacks, told here in full. Services of ECS and their deployments
 * (ServiceDeployments); scans of ECR, since moto finds every image bad; quotas, of which moto knows networks alone;
 * percentiles of CloudWatch; the function that looks at secrets; what SES says of a domain whose DNS is in place; backups;
 * and GitHub's checks of a commit.
 */
export class Aws {
  readonly moto: Moto;
  readonly ecs: ServiceDeployments;
  /** Names of secrets that the function inside AWS finds filled. */
  secrets: readonly string[] = [];
  /** Messages that went out by a topic: moto speaks no TLS to a pager. */
  readonly published: string[] = [];
  /** Percent of a canary's answers that were 5xx. */
  failing = 0;
  readonly #server: Server;
  #url = "";

  private constructor(moto: Moto, ecs: ServiceDeployments) {
    this.moto = moto;
    this.ecs = ecs;
    this.#server = createServer((request, response) => {
      this.#answer(request).then(
        ({ status, headers, body }) => response.writeHead(status, headers).end(body),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  }

  static async start(): Promise<Aws> {
    const moto = await Moto.start();
    const aws = new Aws(moto, await ServiceDeployments.start(moto.endpoint));
    aws.#url = `http://127.0.0.1:${await listening(aws.#server)}`;
    return aws;
  }

  /** For a process that makes its clients itself. */
  get environment(): Readonly<Record<string, string>> {
    return { ...this.moto.environment, AWS_ENDPOINT_URL: this.#url, GITHUB_API_URL: this.#url };
  }

  async stop(): Promise<void> {
    silenced(this.#server);
    this.ecs.stop();
    await this.moto.stop();
  }

  async #answer(request: IncomingMessage): Promise<Passed> {
    const body = await buffer(request);
    const operation = String(request.headers["x-amz-target"] ?? "");
    const path = request.url ?? "/";
    if (operation.startsWith("AmazonEC2ContainerServiceV20141113."))
      return passOn(this.ecs.url, request, body);
    const form = new URLSearchParams(body.toString("utf8"));
    if (form.get("Action") === "Publish") {
      this.published.push(form.get("Message") ?? "");
      return sent;
    }
    const name = operation.split(".").at(-1) ?? "";
    const said = (Object.hasOwn(this.#plays, name) ? this.#plays[name] : this.#playAt(path))?.(
      body.toString("utf8"),
      path,
    );
    if (said !== undefined) return json(said);
    const passed = await passOn(this.moto.endpoint, request, body);
    return email.test(path) && passed.status === 200 ? json(inPlace(path, passed.body.toString())) : passed;
  }

  readonly #plays: Readonly<Record<string, Play>> = {
    DescribeImages: (body) => ({ imageDetails: JSON.parse(body).imageIds }),
    DescribeImageScanFindings: () => ({
      imageScanStatus: { status: "COMPLETE" },
      imageScanFindings: { findingSeverityCounts: { LOW: 2 } },
    }),
    GetServiceQuota: () => ({ Quota: { Value: 1000 } }),
    GetMetricData: (body) => ({ MetricDataResults: this.#series(JSON.parse(body)) }),
  };

  #playAt(path: string): Play | undefined {
    if (/\/functions\/.+\/invocations$/.test(path))
      return () => ({ ready: true, secrets: this.secrets.map((name) => ({ name, state: "filled" })) });
    if (/^\/backup-vaults\//.test(path))
      return () => ({
        RecoveryPoints: [{ Status: "COMPLETED", CreationDate: Math.floor(Date.now() / 1000) - 7200 }],
      });
    if (path === "/v2/email/account")
      return () => ({
        ProductionAccessEnabled: true,
        SendingEnabled: true,
        EnforcementStatus: "HEALTHY",
        SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 1 },
      });
    if (path.startsWith("/v2/email/suppression/")) return () => ({ SuppressedDestinationSummaries: [] });
    const [, commit] = /^\/repos\/.+\/commits\/([0-9a-f]+)\/check-runs/.exec(path) ?? [];
    if (commit)
      return () => ({
        total_count: 1,
        check_runs: [{ name: "check", head_sha: commit, status: "completed", conclusion: "success" }],
      });
    return undefined;
  }

  /** One good minute of each metric: moto keeps no percentiles. */
  #series({ MetricDataQueries, StartTime }: Asked): readonly object[] {
    const at = Math.floor(StartTime / 60) * 60 + 60;
    return MetricDataQueries.map(({ Id, MetricStat: { Metric, Stat } }) => ({
      Id,
      StatusCode: "Complete",
      Timestamps: [at],
      Values: [this.#value(Metric, Stat)],
    }));
  }

  #value({ MetricName, Dimensions }: AskedMetric, stat: string): number {
    const green = Dimensions.some(({ Value }) => Value.includes("green"));
    if (MetricName === "RequestCount") return 200;
    if (MetricName === "HTTPCode_Target_5XX_Count") return green ? (200 * this.failing) / 100 : 0;
    if (stat.startsWith("PR(")) return 100;
    return stat === "p95" ? 0.09 : 0;
  }
}

interface AskedMetric {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Value: string }[];
}
interface Asked {
  readonly StartTime: number;
  readonly MetricDataQueries: readonly {
    readonly Id: string;
    readonly MetricStat: { readonly Metric: AskedMetric; readonly Stat: string };
  }[];
}

/** An identity of SES whose records stand in DNS, and a configuration set that sends. */
function inPlace(path: string, text: string): object {
  const said = JSON.parse(text || "{}");
  const [, domain] = /^\/v2\/email\/identities\/([^/]+)$/.exec(path) ?? [];
  if (domain)
    return {
      ...said,
      VerifiedForSendingStatus: true,
      VerificationStatus: "SUCCESS",
      DkimAttributes: { SigningEnabled: true, Status: "SUCCESS" },
      MailFromAttributes: {
        MailFromDomain: `bounce.${decodeURIComponent(domain)}`,
        MailFromDomainStatus: "SUCCESS",
        BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
      },
    };
  return path.startsWith("/v2/email/configuration-sets/")
    ? { ...said, SendingOptions: { SendingEnabled: true } }
    : said;
}

const sent: Passed = {
  status: 200,
  headers: { "content-type": "text/xml" },
  body: Buffer.from(
    "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>",
  ),
};

const json = (output: unknown): Passed => ({
  status: 200,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: Buffer.from(JSON.stringify(output)),
});
