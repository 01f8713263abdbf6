import type { Rule } from "../rule.ts";
import { bucketAdmitsOwnCdnAlone } from "../rules/frontend/bucket-admits-own-cdn-alone.ts";
import { cdnAnswersErrorsAsErrors } from "../rules/frontend/cdn-answers-errors-as-errors.ts";
import { cdnAsksOriginsOverTls } from "../rules/frontend/cdn-asks-origins-over-tls.ts";
import { cdnCertificateCoversHost } from "../rules/frontend/cdn-certificate-covers-host.ts";
import { cdnFailuresPage } from "../rules/frontend/cdn-failures-page.ts";
import { cdnForgetsErrors } from "../rules/frontend/cdn-forgets-errors.ts";
import { cdnHasFrontPage } from "../rules/frontend/cdn-has-front-page.ts";
import { cdnHostHasRecord } from "../rules/frontend/cdn-host-has-record.ts";
import { cdnKeepsAssets } from "../rules/frontend/cdn-keeps-assets.ts";
import { cdnKeepsNoAnswers } from "../rules/frontend/cdn-keeps-no-answers.ts";
import { cdnLogLeavesCredentialsOut } from "../rules/frontend/cdn-log-leaves-credentials-out.ts";
import { cdnLogsAccess } from "../rules/frontend/cdn-logs-access.ts";
import { cdnModernTls } from "../rules/frontend/cdn-modern-tls.ts";
import { cdnReadsBucketsByOac } from "../rules/frontend/cdn-reads-buckets-by-oac.ts";
import { cdnRedirectsToTls } from "../rules/frontend/cdn-redirects-to-tls.ts";
import { cdnRunsItsFunctions } from "../rules/frontend/cdn-runs-its-functions.ts";
import { cdnSendsHeadersEverywhere } from "../rules/frontend/cdn-sends-headers-everywhere.ts";
import { cdnSetsStrictCsp } from "../rules/frontend/cdn-sets-strict-csp.ts";
import { cdnSignsItsRequests } from "../rules/frontend/cdn-signs-its-requests.ts";
import { cdnSpeaksNewestHttp } from "../rules/frontend/cdn-speaks-newest-http.ts";
import { cdnStopsSniffing } from "../rules/frontend/cdn-stops-sniffing.ts";
import { cdnStrictTransport } from "../rules/frontend/cdn-strict-transport.ts";
import { spaFallbackLeavesFilesAlone } from "../rules/frontend/spa-fallback-leaves-files-alone.ts";

/** What the world loads in a browser. */
export const frontend: readonly Rule[] = [
  bucketAdmitsOwnCdnAlone,
  cdnAnswersErrorsAsErrors,
  cdnAsksOriginsOverTls,
  cdnCertificateCoversHost,
  cdnFailuresPage,
  cdnForgetsErrors,
  cdnHasFrontPage,
  cdnHostHasRecord,
  cdnKeepsAssets,
  cdnKeepsNoAnswers,
  cdnLogLeavesCredentialsOut,
  cdnLogsAccess,
  cdnModernTls,
  cdnReadsBucketsByOac,
  cdnRedirectsToTls,
  cdnRunsItsFunctions,
  cdnSendsHeadersEverywhere,
  cdnSetsStrictCsp,
  cdnSignsItsRequests,
  cdnSpeaksNewestHttp,
  cdnStopsSniffing,
  cdnStrictTransport,
  spaFallbackLeavesFilesAlone,
];
