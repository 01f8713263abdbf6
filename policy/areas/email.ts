import type { Rule } from "../rule.ts";
import { bounceRatePages } from "../rules/email/bounce-rate-pages.ts";
import { bouncesTold } from "../rules/email/bounces-told.ts";
import { complaintRatePages } from "../rules/email/complaint-rate-pages.ts";
import { configurationSetRequiresTls } from "../rules/email/configuration-set-requires-tls.ts";
import { configurationSetSuppresses } from "../rules/email/configuration-set-suppresses.ts";
import { dmarcEnforced } from "../rules/email/dmarc-enforced.ts";
import { dmarcPublished } from "../rules/email/dmarc-published.ts";
import { domainVerifiedByRecords } from "../rules/email/domain-verified-by-records.ts";
import { identityHasMailFrom } from "../rules/email/identity-has-mail-from.ts";
import { identitySendsBySet } from "../rules/email/identity-sends-by-set.ts";
import { identitySignsWithDkim } from "../rules/email/identity-signs-with-dkim.ts";
import { providerOutagePages } from "../rules/email/provider-outage-pages.ts";
import { reputationMeasured } from "../rules/email/reputation-measured.ts";
import { sendingLimited } from "../rules/email/sending-limited.ts";
import { sendingNamesDomains } from "../rules/email/sending-names-domains.ts";

/** Mail in the product's name, and the third parties behind it. */
export const email: readonly Rule[] = [
  bounceRatePages,
  bouncesTold,
  complaintRatePages,
  configurationSetRequiresTls,
  configurationSetSuppresses,
  dmarcEnforced,
  dmarcPublished,
  domainVerifiedByRecords,
  identityHasMailFrom,
  identitySendsBySet,
  identitySignsWithDkim,
  providerOutagePages,
  reputationMeasured,
  sendingLimited,
  sendingNamesDomains,
];
