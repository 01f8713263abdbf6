import { disconnect, edit, type Mutation, remove, set } from "./mutation.ts";

const cdn = { type: "aws:cloudfront/distribution:Distribution" };
const headers = { type: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy" };
const fallback = { type: "aws:cloudfront/function:Function" };
const delivery = { type: "aws:cloudwatch/logDelivery:LogDelivery" };
const sitePolicy = { type: "aws:s3/bucketPolicy:BucketPolicy", name: /^site-bucket-policy$/ };
const certificate = { type: "aws:acm/certificate:Certificate", name: /^cdn-/ };
const access = { type: "aws:cloudfront/originAccessControl:OriginAccessControl" };

type Values = Record<string, unknown>;

/** What the headers' policy says, without one part of it. */
const unsaid = (name: string) =>
  edit(headers, ({ securityHeadersConfig }) => {
    const { [name]: _, ...rest } = securityHeadersConfig as Values;
    return { securityHeadersConfig: rest };
  });

const csp = (change: (policy: string) => string) =>
  edit(headers, (now) => {
    const { contentSecurityPolicy: given } = now.securityHeadersConfig as {
      contentSecurityPolicy: { contentSecurityPolicy: string };
    };
    return {
      securityHeadersConfig: {
        ...(now.securityHeadersConfig as Values),
        contentSecurityPolicy: { contentSecurityPolicy: change(given.contentSecurityPolicy), override: true },
      },
    };
  });

/** Every cache behaviour, one thing about it otherwise. */
const behaviors = (change: (behavior: Values) => Values) =>
  edit(cdn, ({ defaultCacheBehavior, orderedCacheBehaviors }) => ({
    defaultCacheBehavior: { ...(defaultCacheBehavior as Values), ...change(defaultCacheBehavior as Values) },
    orderedCacheBehaviors: (orderedCacheBehaviors as Values[]).map((one) => ({ ...one, ...change(one) })),
  }));

const site = (change: (statements: Values[]) => Values[]) =>
  edit(sitePolicy, ({ policy }) => {
    const document = JSON.parse(String(policy)) as { Statement: Values[] };
    return { policy: JSON.stringify({ ...document, Statement: change(document.Statement) }) };
  });

/** What could go wrong with what the world loads in a browser. */
export const frontendMutations: readonly Mutation[] = [
  {
    title: "the CDN speaks TLS 1.1",
    requirement: "G05",
    change: edit(cdn, ({ viewerCertificate }) => ({
      viewerCertificate: { ...(viewerCertificate as Values), minimumProtocolVersion: "TLSv1.1_2016" },
    })),
  },
  {
    title: "pages may be asked in the clear",
    requirement: "G05",
    change: behaviors(() => ({ viewerProtocolPolicy: "allow-all" })),
  },
  {
    title: "the CDN's certificate is for another name",
    requirement: "G05",
    change: set(certificate, { domainName: "www.prospector.example" }),
  },
  {
    title: "the CDN's certificate is made where the stack is",
    requirement: "G05",
    change: set(certificate, { region: "eu-central-1" }),
  },
  {
    title: "a strict content policy lets in inline scripts",
    requirement: "C16",
    change: csp((policy) => policy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")),
  },
  {
    title: "pages may call whomever they want",
    requirement: "C16",
    change: csp((policy) => policy.replace(/connect-src [^;]*/, "connect-src *")),
  },
  {
    title: "pages come without a content policy",
    requirement: "C16",
    change: unsaid("contentSecurityPolicy"),
  },
  {
    title: "pages come without HSTS",
    requirement: "G05",
    change: unsaid("strictTransportSecurity"),
  },
  {
    title: "browsers guess what a file is",
    requirement: "C16",
    change: unsaid("contentTypeOptions"),
  },
  {
    title: "one path is answered without security headers",
    requirement: "G05",
    change: edit(cdn, ({ orderedCacheBehaviors }) => ({
      orderedCacheBehaviors: (orderedCacheBehaviors as Values[]).map(
        ({ responseHeadersPolicyId, ...rest }) => rest,
      ),
    })),
  },
  {
    title: "a missing file and the API's 404 become a page",
    requirement: "P01",
    change: set(cdn, {
      customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }],
    }),
  },
  {
    title: "the fallback swallows the API and missing scripts",
    requirement: "P01",
    change: set(fallback, {
      code: 'function handler(event) { event.request.uri = "/index.html"; return event.request; }',
    }),
  },
  {
    title: "no path runs the fallback",
    requirement: "P01",
    change: disconnect(cdn, "defaultCacheBehavior", {
      targetOriginId: "pages",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    }),
  },
  {
    title: "the site's name leads nowhere over IPv6",
    requirement: "P01",
    change: remove({ type: "aws:route53/record:Record", name: /^cdn-dns-aaaa$/ }),
  },
  {
    title: "the bucket of pages is asked without a signature",
    requirement: "P01",
    change: edit(cdn, ({ origins }) => ({
      origins: (origins as Values[]).map(({ originAccessControlId, ...rest }) => rest),
    })),
  },
  {
    title: "the CDN signs only what nobody else signed",
    requirement: "P01",
    change: set(access, { signingBehavior: "no-override" }),
  },
  {
    title: "a stranger's CDN may read the site's bucket",
    requirement: "P01",
    change: site((statements) => statements.map(({ Condition, ...rest }) => rest)),
  },
  {
    title: "the bare name lists the bucket",
    requirement: "P01",
    change: set(cdn, { defaultRootObject: undefined }),
  },
  {
    title: "the CDN's log holds sessions",
    requirement: "K22",
    change: edit(delivery, ({ recordFields }) => ({
      recordFields: [...(recordFields as string[]), "cs(Cookie)"],
    })),
  },
  {
    title: "the CDN writes nothing down",
    requirement: "C15",
    change: remove(delivery),
  },
  {
    title: "nobody hears of errors that the CDN answers",
    requirement: "K08",
    change: remove({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: /^alarms-cdn-/ }),
  },
  {
    title: "the CDN's alarm looks where CloudFront keeps no numbers",
    requirement: "K08",
    change: set(
      { type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: /^alarms-cdn-/ },
      { region: undefined },
    ),
  },
  {
    title: "the CDN's alarm is carried nowhere",
    requirement: "G15",
    change: remove({ type: "aws:cloudwatch/eventTarget:EventTarget", name: /^cdn-alarms-home-target$/ }),
  },
  {
    title: "the CDN keeps nothing",
    requirement: "C16",
    change: (recording) =>
      behaviors(() => ({ cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" }))(
        set({ type: "aws:cloudfront/cachePolicy:CachePolicy" }, { maxTtl: 0 })(recording),
      ),
  },
  {
    title: "the CDN keeps what a service answered",
    requirement: "K22",
    change: behaviors(() => ({
      allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    })),
  },
  {
    title: "the bucket of pages says that it holds people's data",
    requirement: "C14",
    change: set(
      { type: "aws:s3/bucket:Bucket", name: /^site-bucket$/ },
      { tags: { "data-class": "personal" } },
    ),
  },
];
