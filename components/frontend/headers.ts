import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Frontend } from "../../config/shape/frontend.ts";
import type { Place } from "../place.ts";

const twoYears = 63_072_000;

export interface HeadersArgs {
  readonly place: Place;
  readonly kind: Frontend["kind"];
  readonly contentSecurityPolicy: string;
  /** False at the zone's apex: it would bind every other host of the zone, ours or not. */
  readonly subdomainsToo: boolean;
}

/**
 * What every answer says to the browser, whatever the origin says. Pages made by a service bring their own content
 * policy, whose nonces nobody else knows; ours stands where they bring none, and is as strict (C16, G05).
 */
export function securityHeaders(
  name: string,
  { place, kind, contentSecurityPolicy, subdomainsToo }: HeadersArgs,
  parent: pulumi.Resource,
): aws.cloudfront.ResponseHeadersPolicy {
  const ours = kind === "static";
  return new aws.cloudfront.ResponseHeadersPolicy(
    name,
    {
      name: `${place.prefix}-pages`,
      comment: "What every answer says to the browser",
      securityHeadersConfig: {
        contentSecurityPolicy: { contentSecurityPolicy, override: ours },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: ours },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
        strictTransportSecurity: {
          accessControlMaxAgeSec: twoYears,
          includeSubdomains: subdomainsToo,
          preload: false,
          override: true,
        },
      },
      customHeadersConfig: {
        items: [
          // With pop-ups: the window in which a visitor signs in answers the page that opened it.
          { header: "Cross-Origin-Opener-Policy", value: "same-origin-allow-popups", override: true },
          {
            header: "Permissions-Policy",
            value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            override: ours,
          },
        ],
      },
      removeHeadersConfig: { items: [{ header: "Server" }, { header: "X-Powered-By" }] },
    },
    { parent },
  );
}
