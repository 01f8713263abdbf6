import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sha256 } from "../../../functions/build/sources.ts";
import type { Settings } from "../../../functions/probes/settings.ts";
import { bundle, bundleHash } from "../../run/bundle.ts";

/**
 * What Synthetics may write down: whether each step was good. Of requests and answers nothing, for a
 * token is in them ("CloudWatch Synthetics configurations", Playwright runtime).
 */
const quiet = {
  step: {
    screenshotOnStepStart: false,
    screenshotOnStepSuccess: false,
    screenshotOnStepFailure: false,
    stepSuccessMetric: true,
    continueOnStepFailure: true,
    stepsReport: true,
  },
  report: {
    includeRequestHeaders: false,
    includeResponseHeaders: false,
    includeUrlPassword: false,
    includeRequestBody: false,
    includeResponseBody: false,
    restrictedHeaders: ["authorization", "cookie", "x-amz-security-token"],
    restrictedUrlParameters: ["*"],
  },
  logging: {
    logRequest: false,
    logResponse: false,
    logRequestBody: false,
    logResponseBody: false,
    logRequestHeaders: false,
    logResponseHeaders: false,
  },
  httpMetrics: {
    metric_2xx: false,
    metric_4xx: false,
    metric_5xx: false,
    failedRequestsMetric: false,
    aggregatedFailedRequestsMetric: false,
    aggregated2xxMetric: false,
    aggregated4xxMetric: false,
    aggregated5xxMetric: false,
  },
  canaryMetrics: { failedCanaryMetric: true, aggregatedFailedCanaryMetric: false },
  har: false,
};

/**
 * A probe's code beside its settings, under a key that another state of either does not have: a canary is made from the
 * key that it is told, and looks at none again. Under S3's own encryption: nothing in it is secret, and whoever deploys
 * needs no key of ours for it.
 */
export function probeCode(
  name: string,
  {
    id,
    bucket,
    settings,
  }: { readonly id: string; readonly bucket: pulumi.Output<string>; readonly settings: Settings },
  parent: pulumi.Resource,
): aws.s3.BucketObjectv2 {
  const told = JSON.stringify(settings);
  const configured = JSON.stringify({
    ...quiet,
    // Each number is paid for: only how long a page loads is looked at.
    step: { ...quiet.step, stepDurationMetric: settings.kind === "frontend" },
    userAgent: settings.agent,
  });
  const text = (content: string) => new pulumi.asset.StringAsset(content);
  const digest = sha256([bundleHash("probes"), told, configured].join("\n")).slice(0, 16);
  return new aws.s3.BucketObjectv2(
    name,
    {
      bucket,
      key: `code/${id}-${digest}.zip`,
      serverSideEncryption: "AES256",
      source: new pulumi.asset.AssetArchive({
        ...bundle("probes"),
        "settings.json": text(told),
        "synthetics.json": text(configured),
      }),
    },
    { parent },
  );
}
