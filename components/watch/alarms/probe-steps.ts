import type { ApiStep, PageStep, TenantStep } from "../../../functions/probes/settings.ts";
import type { Watch } from "./watch.ts";

/** One step of a probe, and how long it must have failed. */
export type Told<Step extends string> = Pick<Watch, "kind" | "says" | "severity" | "symptom"> & {
  readonly step: Step;
  /** Failed runs, of so many. */
  readonly runs: readonly [failed: number, of: number];
  /** For the last step of a probe, and for one alone: nobody looks any more. */
  readonly silence?: "breaching";
};

export const apiSteps: readonly Told<ApiStep>[] = [
  {
    step: "health",
    kind: "unreachable",
    says: "from outside it does not answer 200 on a path that shows its health, in 2 of 3 runs, or nobody asks it any more",
    runs: [2, 3],
    silence: "breaching",
    symptom: true,
  },
  {
    step: "certificate-week",
    kind: "certificate-ends",
    says: "the certificate ends within a week: browsers will refuse to go on",
    runs: [3, 3],
  },
  {
    step: "certificate",
    kind: "certificate-old",
    severity: "ticket",
    says: "the certificate ends within three weeks, so it was not renewed when it should have been",
    runs: [3, 3],
  },
  {
    step: "foreign-origin",
    kind: "foreign-origin",
    says: "pages of strangers may read its answers, in 2 of 3 runs",
    runs: [2, 3],
  },
  {
    step: "own-origin",
    kind: "own-origin",
    severity: "ticket",
    says: "our own pages may not read its answers, in 3 runs",
    runs: [3, 3],
  },
  {
    step: "plain-http",
    kind: "plain-http",
    severity: "ticket",
    says: "what comes in the clear is not sent to TLS, in 3 runs",
    runs: [3, 3],
  },
];

export const closedSteps: readonly Told<ApiStep>[] = [
  {
    step: "open-access",
    kind: "open-access",
    says: "it served somebody who has no valid token what needs one",
    runs: [1, 1],
  },
  {
    step: "refusal",
    kind: "unrefused",
    severity: "ticket",
    says: "it answers something else than 401 or 403 to somebody who has no valid token, in 3 runs",
    runs: [3, 3],
  },
];

export const tenantSteps: readonly Told<TenantStep>[] = [
  {
    step: "tenant-leak",
    kind: "tenant-leak",
    says: "one tenant was served what belongs to another",
    runs: [1, 1],
  },
  {
    step: "stranger-refused",
    kind: "stranger-unproven",
    severity: "ticket",
    says: "whether a tenant is kept from another's data was not seen, in 3 runs: a token that has run out, or no answer",
    runs: [3, 3],
    silence: "breaching",
  },
];

export const pageSteps: readonly Told<PageStep>[] = [
  {
    step: "load",
    kind: "unreachable",
    says: "the first page does not load in a browser, in 2 of 3 runs, or nobody tries any more",
    runs: [2, 3],
    silence: "breaching",
    symptom: true,
  },
  {
    step: "headers",
    kind: "headers",
    severity: "ticket",
    says: "a header that protects visitors is missing or too weak, in 3 runs",
    runs: [3, 3],
  },
  {
    step: "content-policy",
    kind: "content-policy",
    severity: "ticket",
    says: "the page's own content policy refuses something that it loads, in 3 runs",
    runs: [3, 3],
  },
  {
    step: "console",
    kind: "console",
    severity: "ticket",
    says: "the page reports errors in the browser's console, in 3 runs",
    runs: [3, 3],
  },
];
