import { describe, expect, it } from "vitest";
import { Cdn, type CdnArgs } from "../../components/frontend/cdn.ts";
import { Site } from "../../components/frontend/site.ts";
import { AccessLogs } from "../../components/storage/access-logs.ts";
import { Alarms } from "../../components/watch/alarms.ts";
import { FarAlarms } from "../../components/watch/far-alarms.ts";
import type { Frontend } from "../../config/shape/frontend.ts";
import { slo } from "../../config/shape/people.ts";
import type { ServedService } from "../../config/shape/services.ts";
import { configOf } from "../config/config-of.ts";
import { declare, unknown } from "./declare.ts";
import { matches } from "./matching.ts";

const place = { prefix: "shop-staging", account: "111122223333", region: "eu-central-1", partition: "aws" };
const domain = { zone: "shop.example", zoneId: "Z0SHOPEXAMPLE1" };
const served = configOf("production").services.api as ServedService;
const distributionType = "aws:cloudfront/distribution:Distribution";

const files: Frontend = {
  kind: "static",
  host: "app.shop.example",
  csp: {},
  env: {},
  spaFallback: true,
  keepReleases: 5,
};
const made: Frontend = { kind: "server", host: "app.shop.example", csp: {}, service: "web" };

/** A CDN over a bucket of its own. */
const cdn = (settings: Frontend, more: Partial<CdnArgs> = {}) =>
  declare(() => {
    const accessLogs = new AccessLogs("access-logs", { place, days: 30, cdn: true }).target;
    const site = new Site("site", { place, accessLogs });
    new Cdn("cdn", {
      ...{ place, settings, domain, accessLogs },
      contentSecurityPolicy: "default-src 'none'",
      from: { site: site.domainName },
      certificateArn: "arn:certificate",
      firewallArn: "arn:firewall",
      ...more,
    });
  });

describe("the site's bucket", () => {
  it("is read by the account's CDN alone, over TLS, and not where releases are recorded", async () => {
    const plan = await cdn(files);
    const policy = String(plan.get("aws:s3/bucketPolicy:BucketPolicy", "site-bucket-policy").inputs.policy);
    const arn = "arn:aws:s3:::shop-staging-site-111122223333";
    const cloudfront = { Service: "cloudfront.amazonaws.com" };
    const ours = {
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::111122223333:distribution/*" },
    };
    expect(JSON.parse(policy).Statement.slice(2)).toEqual([
      {
        ...{ Sid: "CdnReads", Effect: "Allow", Principal: cloudfront, Condition: ours },
        ...{ Action: "s3:GetObject", Resource: `${arn}/*` },
      },
      {
        ...{ Sid: "CdnTellsWhatIsMissing", Effect: "Allow", Principal: cloudfront, Condition: ours },
        ...{ Action: "s3:ListBucket", Resource: arn },
      },
      {
        ...{ Sid: "ReleasesStayInside", Effect: "Deny", Principal: cloudfront },
        ...{ Action: "s3:GetObject", Resource: `${arn}/releases/*` },
      },
    ]);
  });

  it("ends nothing by itself: only old versions and unfinished uploads go", async () => {
    const plan = await cdn(files);
    expect(
      plan.get("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "site-bucket-lifecycle")
        .inputs.rules,
    ).toEqual([
      expect.objectContaining({ id: "old-versions", noncurrentVersionExpiration: { noncurrentDays: 30 } }),
      expect.objectContaining({ id: "unfinished-uploads" }),
    ]);
    expect(plan.get("aws:s3/bucket:Bucket", "site-bucket").protect).toBe(true);
  });
});

describe("the CDN over files", () => {
  it("serves one name over modern TLS, by all protocols, behind the firewall", async () => {
    const plan = await cdn(files);
    expect(plan.only(distributionType)).toMatchObject({
      aliases: ["app.shop.example"],
      enabled: true,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      webAclId: "arn:firewall",
      defaultRootObject: "index.html",
      viewerCertificate: {
        acmCertificateArn: "arn:certificate",
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2025",
      },
    });
    expect(plan.all("aws:route53/record:Record").map(({ name, type }) => [name, type])).toEqual([
      ["app.shop.example", "A"],
      ["app.shop.example", "AAAA"],
    ]);
  });

  it("asks the bucket with its own signature, and knows no website endpoint", async () => {
    const plan = await cdn(files);
    expect(plan.only(distributionType).origins).toEqual([
      { originId: "pages", domainName: unknown, originAccessControlId: unknown },
    ]);
    expect(plan.get(distributionType, "cdn-distribution").uses("origins")).toEqual([
      "cdn-access",
      "site-bucket",
    ]);
    expect(plan.only("aws:cloudfront/originAccessControl:OriginAccessControl")).toMatchObject({
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
  });

  it("keeps assets as AWS's policy says, the configuration never, and all else as each file says", async () => {
    const plan = await cdn(files);
    const { defaultCacheBehavior, orderedCacheBehaviors } = plan.only(distributionType);
    expect(orderedCacheBehaviors).toEqual([
      expect.objectContaining({
        pathPattern: "/config.js",
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      }),
      expect.objectContaining({
        pathPattern: "/assets/*",
        cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      }),
    ]);
    expect(defaultCacheBehavior).toMatchObject({ cachePolicyId: unknown, compress: true });
    expect(plan.only("aws:cloudfront/cachePolicy:CachePolicy")).toMatchObject({
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 31_536_000,
    });
  });

  it("turns no error into a page, and gives none to the next visitor", async () => {
    const plan = await cdn(files);
    expect(plan.only(distributionType).customErrorResponses).toEqual(
      [403, 404, 405, 414, 500, 501, 502, 503, 504].map((errorCode) => ({
        errorCode,
        errorCachingMinTtl: 0,
      })),
    );
  });

  it("answers paths of the application by a function on pages alone", async () => {
    const plan = await cdn({ ...files, api: "api" }, { api: served });
    const { defaultCacheBehavior, orderedCacheBehaviors } = plan.only(distributionType);
    expect(defaultCacheBehavior).toMatchObject({
      functionAssociations: [{ eventType: "viewer-request", functionArn: unknown }],
    });
    expect(JSON.stringify(orderedCacheBehaviors)).not.toContain("functionAssociations");
    expect(plan.only("aws:cloudfront/function:Function")).toMatchObject({
      name: "shop-staging-spa-fallback",
      runtime: "cloudfront-js-2.0",
      publish: true,
      code: expect.stringContaining("function handler(event)"),
    });
  });

  it("has no such function where the pages are many", async () => {
    const plan = await cdn({ ...files, spaFallback: false });
    expect(plan.all("aws:cloudfront/function:Function")).toEqual([]);
    expect(JSON.stringify(plan.only(distributionType))).not.toContain("functionAssociations");
  });

  it("passes the API on as it was asked, to the service's own name, and keeps nothing of it", async () => {
    const plan = await cdn({ ...files, api: "api" }, { api: served });
    const { origins, orderedCacheBehaviors } = plan.only(distributionType) as {
      origins: unknown[];
      orderedCacheBehaviors: unknown[];
    };
    expect(origins[1]).toEqual({
      originId: "api",
      domainName: served.host,
      customHeaders: [{ name: "X-Forwarded-Host", value: "app.shop.example" }],
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
        originReadTimeout: served.longestRequestSeconds + 5,
      },
    });
    expect(orderedCacheBehaviors[0]).toMatchObject({
      pathPattern: "/api/*",
      targetOriginId: "api",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    });
  });

  it("sends strict headers with every answer", async () => {
    const plan = await cdn({ ...files, api: "api" }, { api: served });
    expect(plan.only("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")).toMatchObject({
      securityHeadersConfig: {
        contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'", override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
        strictTransportSecurity: {
          accessControlMaxAgeSec: 63_072_000,
          includeSubdomains: true,
          preload: false,
          override: true,
        },
      },
    });
    const { defaultCacheBehavior, orderedCacheBehaviors } = plan.only(distributionType) as {
      defaultCacheBehavior: object;
      orderedCacheBehaviors: object[];
    };
    for (const behavior of [defaultCacheBehavior, ...orderedCacheBehaviors])
      expect(behavior).toMatchObject({
        responseHeadersPolicyId: unknown,
        viewerProtocolPolicy: "redirect-to-https",
      });
  });

  it("does not bind the zone's other hosts to TLS where it serves the zone itself", async () => {
    const plan = await cdn({ ...files, host: "shop.example" });
    expect(plan.only("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")).toMatchObject({
      securityHeadersConfig: { strictTransportSecurity: { includeSubdomains: false } },
    });
  });

  it("writes down who asked for what, without cookies, query strings and referrers", async () => {
    const plan = await cdn(files);
    const region = "us-east-1";
    expect(plan.only("aws:cloudwatch/logDeliverySource:LogDeliverySource")).toMatchObject({
      ...{ region, name: "shop-staging-cdn", logType: "ACCESS_LOGS", resourceArn: unknown },
    });
    expect(plan.only("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination")).toMatchObject({
      ...{ region, name: "shop-staging-cdn", outputFormat: "json" },
      deliveryDestinationConfiguration: {
        destinationResourceArn: "arn:aws:s3:::shop-staging-access-logs-111122223333/cdn",
      },
    });
    const { recordFields } = plan.only("aws:cloudwatch/logDelivery:LogDelivery");
    expect(recordFields).toEqual(expect.arrayContaining(["c-ip", "cs-uri-stem", "sc-status"]));
    for (const telling of ["cs(Cookie)", "cs-uri-query", "cs(Referer)"])
      expect(recordFields).not.toContain(telling);
  });
});

describe("the CDN over a service", () => {
  const server = () => cdn(made, { from: { service: { ...served, host: "pages.shop.example" } } });

  it("keeps hashed assets and nothing that was made for a visitor", async () => {
    const plan = await server();
    const { defaultCacheBehavior, orderedCacheBehaviors } = plan.only(distributionType);
    expect(defaultCacheBehavior).toMatchObject({
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      allowedMethods: expect.arrayContaining(["POST"]),
    });
    expect(orderedCacheBehaviors).toEqual(
      ["/assets/*", "/_next/static/*"].map((pathPattern) =>
        expect.objectContaining({ pathPattern, cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" }),
      ),
    );
    expect(plan.all("aws:cloudfront/cachePolicy:CachePolicy")).toEqual([]);
    expect(plan.only(distributionType)).not.toHaveProperty("defaultRootObject");
  });

  it("leaves the content policy to pages that bring one, and stands in where they bring none", async () => {
    const plan = await server();
    expect(plan.only("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")).toMatchObject({
      securityHeadersConfig: {
        contentSecurityPolicy: { override: false },
        strictTransportSecurity: { override: true },
      },
    });
  });

  it("asks the service by its own name, which the balancer's rules go by, and says which one the visitor asked", async () => {
    const plan = await server();
    expect(plan.only(distributionType).origins).toEqual([
      expect.objectContaining({
        domainName: "pages.shop.example",
        customHeaders: [{ name: "X-Forwarded-Host", value: "app.shop.example" }],
      }),
    ]);
  });
});

describe("failures of the CDN", () => {
  const voices = {
    topicArn: "arn:oncall",
    ticketTopicArn: "arn:tickets",
    runbook: "https://docs.shop.example",
  };
  const watched = (region: string) =>
    declare(() =>
      new Alarms("alarms", { place: { ...place, region }, slo: slo.parse({}), ...voices }).watchCdn("E1"),
    );

  it("are counted where CloudFront keeps its numbers", async () => {
    const plan = await watched("eu-central-1");
    const alarm = plan.only("aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(alarm).toMatchObject({
      name: "shop-staging-cdn-failing-answers",
      region: "us-east-1",
      threshold: 0.5,
      evaluationPeriods: 2,
      treatMissingData: "notBreaching",
    });
    expect(alarm.metricQueries).toEqual([
      expect.objectContaining({
        metric: {
          namespace: "AWS/CloudFront",
          metricName: "5xxErrorRate",
          dimensions: { DistributionId: "E1", Region: "Global" },
          period: 60,
          stat: "Average",
        },
      }),
      expect.objectContaining({ id: "result", expression: "FILL(share, 0)" }),
    ]);
  });

  it("tell the topic at once in that region, and leave it to an event in all others", async () => {
    const at = async (region: string) =>
      (await watched(region)).only("aws:cloudwatch/metricAlarm:MetricAlarm").alarmActions;
    expect(await at("us-east-1")).toEqual(["arn:oncall"]);
    expect(await at("eu-central-1")).toBeUndefined();
  });

  it("page by an event that a role carries home, and that may do nothing else", async () => {
    const plan = await declare(
      () => new FarAlarms("cdn-alarms", { place, from: "us-east-1", about: "cdn", ...voices }),
    );
    const rule = "aws:cloudwatch/eventRule:EventRule";
    const target = "aws:cloudwatch/eventTarget:EventTarget";
    const pattern = JSON.stringify({
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      detail: {
        alarmName: [{ prefix: "shop-staging-cdn-" }],
        $or: [
          { state: { value: ["ALARM"] } },
          { state: { value: ["OK"] }, previousState: { value: ["ALARM"] } },
        ],
      },
    });
    const bus = "arn:aws:events:eu-central-1:111122223333:event-bus/default";

    expect(plan.get(rule, "cdn-alarms-home-rule").inputs).toMatchObject({
      region: "us-east-1",
      state: "ENABLED",
      eventPattern: pattern,
    });
    expect(plan.get(target, "cdn-alarms-home-target").inputs).toMatchObject({
      region: "us-east-1",
      arn: bus,
      roleArn: unknown,
    });
    expect(plan.get(rule, "cdn-alarms-rule").inputs).toMatchObject({ eventPattern: pattern });
    expect(plan.get(rule, "cdn-alarms-rule").inputs).not.toHaveProperty("region");
    expect(plan.get(target, "cdn-alarms-page").inputs).toMatchObject({ arn: "arn:oncall" });
    expect(JSON.parse(String(plan.only("aws:iam/rolePolicy:RolePolicy").policy)).Statement).toEqual([
      { Sid: "Carry", Effect: "Allow", Action: "events:PutEvents", Resource: bus },
    ]);
    expect(
      JSON.parse(String(plan.only("aws:iam/role:Role").assumeRolePolicy)).Statement[0].Condition,
    ).toEqual({
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:events:us-east-1:111122223333:rule/shop-staging-cdn-alarms-home" },
    });
  });
});

describe("an alarm's event", () => {
  it.each([
    ["OK", "ALARM", true],
    ["INSUFFICIENT_DATA", "ALARM", true],
    ["ALARM", "OK", true],
    ["INSUFFICIENT_DATA", "OK", false],
    ["OK", "INSUFFICIENT_DATA", false],
  ])("from %s to %s is carried: %s", async (before, now, carried) => {
    const plan = await declare(
      () =>
        new FarAlarms("cdn-alarms", {
          ...{ place, from: "us-east-1", about: "cdn" },
          ...{ topicArn: "arn:oncall", runbook: "https://docs.shop.example" },
        }),
    );
    const event = {
      source: "aws.cloudwatch",
      "detail-type": "CloudWatch Alarm State Change",
      detail: {
        alarmName: "shop-staging-cdn-failing-answers",
        state: { value: now },
        previousState: { value: before },
      },
    };
    for (const { eventPattern } of plan.all("aws:cloudwatch/eventRule:EventRule"))
      expect(matches(JSON.parse(String(eventPattern)), event)).toBe(carried);
  });
});

describe("the bucket of access logs", () => {
  it("takes the CDN's from where CloudFront's come from, and only where there is a CDN", async () => {
    const statements = async (withCdn: boolean) => {
      const plan = await declare(() => new AccessLogs("access-logs", { place, days: 30, cdn: withCdn }));
      const policy = String(plan.only("aws:s3/bucketPolicy:BucketPolicy").policy);
      return JSON.parse(policy).Statement.filter(
        ({ Sid }: { Sid: string }) => Sid === "AWSLogsDeliveryWrite",
      );
    };
    expect(await statements(false)).toEqual([]);
    expect(await statements(true)).toEqual([
      {
        Sid: "AWSLogsDeliveryWrite",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::shop-staging-access-logs-111122223333/cdn/*",
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "111122223333",
            "s3:x-amz-acl": "bucket-owner-full-control",
          },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:111122223333:delivery-source:*" },
        },
      },
    ]);
  });
});
