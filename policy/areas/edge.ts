import type { Rule } from "../rule.ts";
import { balancerBehindFirewall } from "../rules/edge/balancer-behind-firewall.ts";
import { balancerDropsInvalidHeaders } from "../rules/edge/balancer-drops-invalid-headers.ts";
import { balancerLocked } from "../rules/edge/balancer-locked.ts";
import { balancerLogsAccess } from "../rules/edge/balancer-logs-access.ts";
import { balancerResistsDesync } from "../rules/edge/balancer-resists-desync.ts";
import { balancerServesTls } from "../rules/edge/balancer-serves-tls.ts";
import { balancerSpreadOverZones } from "../rules/edge/balancer-spread-over-zones.ts";
import { breakerEnds } from "../rules/edge/breaker-ends.ts";
import { cdnBehindFirewall } from "../rules/edge/cdn-behind-firewall.ts";
import { certificateProvenByDns } from "../rules/edge/certificate-proven-by-dns.ts";
import { certificateRenewsItself } from "../rules/edge/certificate-renews-itself.ts";
import { firewallAsksForCredentials } from "../rules/edge/firewall-asks-for-credentials.ts";
import { firewallCountsOnlyForATime } from "../rules/edge/firewall-counts-only-for-a-time.ts";
import { firewallLimitsBodies } from "../rules/edge/firewall-limits-bodies.ts";
import { firewallLimitsCredentialRate } from "../rules/edge/firewall-limits-credential-rate.ts";
import { firewallLimitsRate } from "../rules/edge/firewall-limits-rate.ts";
import { firewallLogRedactsCredentials } from "../rules/edge/firewall-log-redacts-credentials.ts";
import { firewallLogs } from "../rules/edge/firewall-logs.ts";
import { firewallManagesKnownAttacks } from "../rules/edge/firewall-manages-known-attacks.ts";
import { firewallMeasured } from "../rules/edge/firewall-measured.ts";
import { firewallRefusesForeignOrigins } from "../rules/edge/firewall-refuses-foreign-origins.ts";
import { firewallRefusesForgedHosts } from "../rules/edge/firewall-refuses-forged-hosts.ts";
import { hostHasCertificate } from "../rules/edge/host-has-certificate.ts";
import { hostHasRecord } from "../rules/edge/host-has-record.ts";
import { listenerCertificateValidated } from "../rules/edge/listener-certificate-validated.ts";
import { listenerClosedByDefault } from "../rules/edge/listener-closed-by-default.ts";
import { listenerModernTls } from "../rules/edge/listener-modern-tls.ts";
import { listenerOnlyTls } from "../rules/edge/listener-only-tls.ts";
import { listenerStrictTransport } from "../rules/edge/listener-strict-transport.ts";
import { routeBehindTls } from "../rules/edge/route-behind-tls.ts";
import { routesDoNotCollide } from "../rules/edge/routes-do-not-collide.ts";
import { targetGroupRouted } from "../rules/edge/target-group-routed.ts";
import { targetHealthChecked } from "../rules/edge/target-health-checked.ts";

/** The way in. */
export const edge: readonly Rule[] = [
  balancerBehindFirewall,
  balancerDropsInvalidHeaders,
  balancerLocked,
  balancerLogsAccess,
  balancerResistsDesync,
  balancerServesTls,
  balancerSpreadOverZones,
  breakerEnds,
  cdnBehindFirewall,
  certificateProvenByDns,
  certificateRenewsItself,
  firewallAsksForCredentials,
  firewallCountsOnlyForATime,
  firewallLimitsBodies,
  firewallLimitsCredentialRate,
  firewallLimitsRate,
  firewallLogRedactsCredentials,
  firewallLogs,
  firewallManagesKnownAttacks,
  firewallMeasured,
  firewallRefusesForeignOrigins,
  firewallRefusesForgedHosts,
  hostHasCertificate,
  hostHasRecord,
  listenerCertificateValidated,
  listenerClosedByDefault,
  listenerModernTls,
  listenerOnlyTls,
  listenerStrictTransport,
  routeBehindTls,
  routesDoNotCollide,
  targetGroupRouted,
  targetHealthChecked,
];
