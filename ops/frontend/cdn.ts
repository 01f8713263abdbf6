import {
  CloudFrontClient,
  CreateInvalidationCommand,
  type DistributionSummary,
  GetInvalidationCommand,
  ListDistributionsCommand,
} from "@aws-sdk/client-cloudfront";
import { Halted } from "../rollback/halted.ts";
import { until } from "../rollback/work.ts";
import { bounded } from "../session.ts";
import type { SiteWork } from "./work.ts";

/** CloudFront is asked in one region, wherever the stack stands. */
const cloudfront = () => new CloudFrontClient({ region: "us-east-1", ...bounded(30) });

/** How long CloudFront may take to forget; it usually needs a minute. */
const patienceMinutes = 15;

/** More paths at once are not listed: everything that may be kept is asked for anew then. */
const mostPaths = 500;

/** @throws Halted where no distribution answers for the frontend's host */
export async function distributionOf({ session, frontend, target }: SiteWork): Promise<string> {
  const client = cloudfront();
  let Marker: string | undefined;
  do {
    const page = await session.call("list the CDN's distributions", "cloudfront:ListDistributions", () =>
      client.send(new ListDistributionsCommand(Marker === undefined ? {} : { Marker })),
    );
    const found = page.DistributionList?.Items?.find((one) => serves(one, frontend.host))?.Id;
    if (found !== undefined) return found;
    Marker = page.DistributionList?.NextMarker;
  } while (Marker);
  throw new Halted(
    `no distribution of CloudFront answers for ${frontend.host} in this account: \`./golive up ${target.stack}\` makes it`,
  );
}

const serves = ({ Aliases }: DistributionSummary, host: string): boolean =>
  Aliases?.Items?.includes(host) ?? false;

/** A path as CloudFront takes it. */
const encoded = (path: string): string => `/${path.split("/").map(encodeURIComponent).join("/")}`;

/** Makes the CDN ask for these files anew; returns what tells whether it does. */
export async function invalidate(
  { session }: SiteWork,
  distribution: string,
  paths: readonly string[],
): Promise<string> {
  const Items = paths.length > mostPaths ? ["/*"] : [...new Set(["/", ...paths.map(encoded)])];
  const InvalidationBatch = {
    CallerReference: `golive-${Date.now()}`,
    Paths: { Quantity: Items.length, Items },
  };
  const { Invalidation } = await session.call(
    `make ${distribution} forget what changed`,
    `cloudfront:CreateInvalidation on distribution/${distribution}`,
    () =>
      cloudfront().send(new CreateInvalidationCommand({ DistributionId: distribution, InvalidationBatch })),
  );
  return Invalidation?.Id ?? "";
}

/** @throws Halted where CloudFront has not forgotten within the bound */
export async function forgotten(work: SiteWork, distribution: string, Id: string): Promise<void> {
  const { session, voice } = work;
  const done = await until(work, patienceMinutes, async () => {
    const { Invalidation } = await session.call(
      `look at what ${distribution} forgets`,
      `cloudfront:GetInvalidation on distribution/${distribution}`,
      () => cloudfront().send(new GetInvalidationCommand({ DistributionId: distribution, Id })),
    );
    voice.now(`CloudFront forgets what changed: ${Invalidation?.Status ?? "not known"}`);
    return Invalidation?.Status?.toLowerCase() === "completed" || undefined;
  });
  if (!done)
    throw new Halted(
      `CloudFront has not forgotten what changed within ${patienceMinutes} minutes; \`aws cloudfront get-invalidation --distribution-id ${distribution} --id ${Id}\` says more`,
    );
}
