import { canary } from "../../reading/probes.ts";
import { resourceRule } from "../../rule.ts";

/** The oldest of each family that runs on a Node.js, Python or Java that AWS still mends ("Synthetics runtime versions"). */
const oldest: Readonly<Record<string, number>> = {
  "nodejs-playwright": 4,
  "nodejs-puppeteer": 11,
  "python-selenium": 6,
  java: 1,
};

export const probeRunsOnCurrentRuntime = resourceRule({
  id: "probe-runs-on-current-runtime",
  title: "Probes run on a runtime that AWS still mends",
  requirements: ["G06"],
  why: "AWS makes no canary on a runtime that it gave up and changes none on it; its browser's holes stay open.",
  fix: "Set runtimeVersion to a current one, such as syn-nodejs-playwright-9.0 (`aws synthetics describe-runtime-versions`).",
  judges: canary,
  findings: ({ runtimeVersion }) => {
    const [, family = "", major = ""] = /^syn-([a-z-]+?)-(\d+)\.\d+$/.exec(runtimeVersion ?? "") ?? [];
    const least = oldest[family];
    if (least === undefined)
      return [`it runs on ${runtimeVersion ?? "nothing"}, which is no current runtime`];
    return Number(major) >= least
      ? []
      : [`it runs on ${runtimeVersion}; ${least}.0 is the oldest that is current`];
  },
  examples: {
    pass: [
      { props: { runtimeVersion: "syn-nodejs-playwright-9.0" } },
      { props: { runtimeVersion: "syn-nodejs-puppeteer-16.1" } },
      { props: { runtimeVersion: "syn-python-selenium-7.0" } },
      { props: { runtimeVersion: "syn-java-1.0" } },
    ],
    fail: [
      { props: {} },
      { props: { runtimeVersion: "syn-nodejs-playwright-2.0" } },
      { props: { runtimeVersion: "syn-nodejs-puppeteer-6.2" } },
      { props: { runtimeVersion: "syn-python-selenium-1.0" } },
      { props: { runtimeVersion: "syn-nodejs-2.2" } },
      { props: { runtimeVersion: "syn-1.0" } },
    ],
  },
});
