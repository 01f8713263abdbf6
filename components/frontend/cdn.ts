import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { Frontend } from "../../config/shape/frontend.ts";
import type { ServedService } from "../../config/shape/services.ts";
import type { Place } from "../place.ts";
import type { LogTarget } from "../storage/access-logs.ts";
import { accessLog } from "./access-log.ts";
import { exceptions, pages } from "./behaviors.ts";
import { asFilesSay, errorsForgotten } from "./caching.ts";
import { securityHeaders } from "./headers.ts";
import { apiOrigin, bucketOrigin, pagesOrigin, serviceOrigin } from "./origins.ts";
import { spaFallback } from "./spa-fallback.ts";

export interface CdnArgs {
  readonly place: Place;
  readonly settings: Frontend;
  readonly domain: Config["domain"];
  readonly contentSecurityPolicy: string;
  /** Where pages come from: a bucket's domain name, or the service that makes them. */
  readonly from: { readonly site: pulumi.Input<string> } | { readonly service: ServedService };
  readonly api?: ServedService;
  readonly certificateArn: pulumi.Input<string>;
  readonly firewallArn?: pulumi.Input<string>;
  readonly accessLogs: LogTarget;
}

/** What visitors load, from close by: TLS only, nothing kept that was made for somebody, strict headers on all (P01, C16, G05). */
export class Cdn extends pulumi.ComponentResource {
  readonly distributionId: pulumi.Output<string>;

  constructor(name: string, args: CdnArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:frontend:Cdn", name, {}, opts);
    const own = { parent: this };
    const { place, settings, domain, from, api } = args;
    const { kind, host } = settings;
    const { contentSecurityPolicy } = args;

    const subdomainsToo = host !== domain.zone;
    const headers = securityHeaders(
      `${name}-headers`,
      { place, kind, contentSecurityPolicy, subdomainsToo },
      this,
    );
    const made = {
      headersId: headers.id,
      ...("site" in from && { siteCachingId: asFilesSay(`${name}-caching`, place, this).id }),
      ...(settings.kind === "static" &&
        settings.spaFallback && { fallbackArn: spaFallback(`${name}-spa-fallback`, place, this).arn }),
    };

    const distribution = new aws.cloudfront.Distribution(
      `${name}-distribution`,
      {
        comment: `${place.prefix}: ${host}`,
        enabled: true,
        aliases: [host],
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        priceClass: "PriceClass_All", // a cheaper one serves some continents from another
        ...(args.firewallArn !== undefined && { webAclId: args.firewallArn }),
        viewerCertificate: {
          acmCertificateArn: args.certificateArn,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2025",
        },
        restrictions: { geoRestriction: { restrictionType: "none" } },
        ...(kind === "static" && { defaultRootObject: "index.html" }),
        origins: [
          "site" in from
            ? bucketOrigin(from.site, readsBucket(`${name}-access`, place, this).id)
            : serviceOrigin(pagesOrigin, host, from.service),
          ...(api ? [serviceOrigin(apiOrigin, host, api)] : []),
        ],
        defaultCacheBehavior: pages(kind, made),
        orderedCacheBehaviors: [...exceptions(settings, made)],
        customErrorResponses: errorsForgotten,
      },
      own,
    );
    accessLog(`${name}-log`, distribution, { place, target: args.accessLogs }, this);
    for (const type of ["A", "AAAA"])
      new aws.route53.Record(
        `${name}-dns-${type.toLowerCase()}`,
        {
          zoneId: domain.zoneId,
          name: host,
          type,
          aliases: [
            {
              name: distribution.domainName,
              zoneId: distribution.hostedZoneId,
              evaluateTargetHealth: false, // an alias to CloudFront takes no other value
            },
          ],
        },
        own,
      );

    this.distributionId = distribution.id;
    this.registerOutputs({ distributionId: this.distributionId });
  }
}

/** The CDN's own signature on each request to a bucket. */
const readsBucket = (
  name: string,
  place: Place,
  parent: pulumi.Resource,
): aws.cloudfront.OriginAccessControl =>
  new aws.cloudfront.OriginAccessControl(
    name,
    {
      name: `${place.prefix}-site`,
      description: "Reads the site's bucket",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    { parent },
  );
