import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface ListenersArgs {
  readonly balancerArn: pulumi.Input<string>;
  readonly certificateArn: pulumi.Input<string>;
}

/** Where a release is asked before it has any traffic of users. */
export const testPort = 8443;

/**
 * HTTPS for users and HTTPS for tests, which both answer 404 until a rule says otherwise, and HTTP that only redirects.
 * Returns the ARNs of the first two.
 */
export function listeners(
  name: string,
  { balancerArn, certificateArn }: ListenersArgs,
  parent: pulumi.Resource,
): { readonly users: pulumi.Output<string>; readonly tests: pulumi.Output<string> } {
  new aws.lb.Listener(
    `${name}-http`,
    {
      loadBalancerArn: balancerArn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
    },
    { parent },
  );
  const https = (suffix: string, port: number) =>
    new aws.lb.Listener(
      `${name}-${suffix}`,
      {
        loadBalancerArn: balancerArn,
        port,
        protocol: "HTTPS",
        certificateArn,
        // TLS 1.2 and 1.3 with post-quantum key exchange. Left out, the API falls back to a policy of 2016.
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        routingHttpResponseServerEnabled: false,
        routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000; includeSubDomains",
        routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: { contentType: "text/plain", messageBody: "not found", statusCode: "404" },
          },
        ],
      },
      { parent },
    ).arn;
  return { users: https("https", 443), tests: https("test", testPort) };
}
