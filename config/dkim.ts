/** Regions that publish their keys under a domain of their own; all others share one ("DKIM domains", SES endpoints and quotas). */
const ownKeys: ReadonlySet<string> = new Set([
  "af-south-1",
  "ap-northeast-3",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-5",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "il-central-1",
  "me-central-1",
  "us-gov-east-1",
]);

/** Where SES keeps the public keys of Easy DKIM, to which a domain's own records point. */
export const dkimDomain = (region: string): string =>
  ownKeys.has(region) ? `dkim.${region}.amazonses.com` : "dkim.amazonses.com";
