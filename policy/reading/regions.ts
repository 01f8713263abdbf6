import type { Node } from "../view.ts";

/** CloudFront takes its certificates from one region, and counts there. */
export const cdnRegion = "us-east-1";

/** Where a resource is: its own region, else its provider's; undefined where neither is known. */
export const regionOf = (node: Node): string | undefined => node.known("region") ?? node.provider.region;
