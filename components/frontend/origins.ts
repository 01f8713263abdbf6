import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ServedService } from "../../config/shape/services.ts";

type Origin = aws.types.input.cloudfront.DistributionOrigin;

export const pagesOrigin = "pages";
export const apiOrigin = "api";

/** A private bucket, asked with CloudFront's own signature (OAC). */
export const bucketOrigin = (
  domainName: pulumi.Input<string>,
  originAccessControlId: pulumi.Input<string>,
): Origin => ({ originId: pagesOrigin, domainName, originAccessControlId });

/**
 * A service behind the balancer, asked by its own name over TLS. Longer than the service itself may take, so that its
 * answer is the one that arrives; and told by which name the visitor came, for links and for what checks origins. The
 * balancer's firewall lets nobody tell it another.
 */
export const serviceOrigin = (
  originId: string,
  host: string,
  { longestRequestSeconds, host: domainName }: Pick<ServedService, "host" | "longestRequestSeconds">,
): Origin => ({
  originId,
  domainName,
  customHeaders: [{ name: "X-Forwarded-Host", value: host }],
  customOriginConfig: {
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy: "https-only",
    originSslProtocols: ["TLSv1.2"],
    originReadTimeout: longestRequestSeconds + 5,
  },
});
