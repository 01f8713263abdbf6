import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "../components/edge/certificate.ts";
import { Cdn } from "../components/frontend/cdn.ts";
import { edgeRegion } from "../components/frontend/edge-region.ts";
import { Site } from "../components/frontend/site.ts";
import { FarAlarms } from "../components/watch/far-alarms.ts";
import { contentSecurityPolicy } from "../config/csp.ts";
import type { ServedService } from "../config/shape/services.ts";
import type { Around } from "./inside.ts";
import { named } from "./records.ts";

/** The CDN, and the bucket of what it serves where files are served. */
export interface Pages {
  readonly cdn: Cdn;
  readonly site: Site | undefined;
}

/** What the world loads in a browser, where the stack has a frontend. */
export function frontend(around: Around, firewallArn?: pulumi.Input<string>): Pages | undefined {
  const { config, place, accessLogs, alarms, oncall, parent } = around;
  const { frontend: settings, domain } = config;
  if (!settings) return undefined;
  const own = { parent };
  const served = (id: string): ServedService => {
    const service = named(config.services, id);
    if (!("host" in service)) throw new pulumi.RunError(`"${id}" serves nobody`);
    return service;
  };

  const certificate = new Certificate(
    "cdn-certificate",
    { domain, hosts: [settings.host], region: edgeRegion },
    own,
  );
  const pages =
    settings.kind === "static"
      ? new Site("site", { place, accessLogs: accessLogs.target }, own)
      : served(settings.service);
  const cdn = new Cdn(
    "cdn",
    {
      ...{ place, settings, domain },
      contentSecurityPolicy: contentSecurityPolicy(config),
      from: pages instanceof Site ? { site: pages.domainName } : { service: pages },
      ...(settings.api !== undefined && { api: served(settings.api) }),
      certificateArn: certificate.arn,
      ...(firewallArn !== undefined && { firewallArn }),
      accessLogs: accessLogs.target,
    },
    own,
  );
  alarms.watchCdn(cdn.distributionId);
  if (place.region !== edgeRegion)
    new FarAlarms(
      "cdn-alarms",
      {
        place,
        from: edgeRegion,
        about: "cdn",
        topicArn: oncall.topicArn,
        runbook: `${config.oncall.runbook}#cdn-failing-answers`,
      },
      own,
    );
  return { cdn, site: pages instanceof Site ? pages : undefined };
}
