import { plan } from "../../reading/backups.ts";
import { hearing, pagedOn, pagesOn } from "../../reading/events.ts";
import { stackRule } from "../../rule.ts";

const kind = "Backup Job State Change";
const states = ["FAILED", "ABORTED", "EXPIRED"];

export const backupFailuresPage = stackRule({
  id: "backup-failures-page",
  title: "A backup that fails, or never begins, pages",
  requirements: ["K13", "K21"],
  why: "A backup that fails is missed on the day it is needed, unless somebody is told on the day it failed.",
  fix: `Add an EventRule on "${kind}" of aws.backup with ${states.join(", ")} whose target is a topic with a subscription.`,
  judges: plan,
  findings: (stack) => {
    const heard = pagedOn(stack);
    const silent = states.filter((state) => !heard.some(hearing(kind, state)));
    return silent.length === 0
      ? []
      : stack
          .all(plan)
          .map((node) => ({ node, says: `nobody is paged when a backup ends as ${silent.join(" or ")}` }));
  },
  examples: {
    pass: [
      [{ type: plan, name: "plan" }, ...pagesOn(kind, { state: states })],
      [{ type: plan, name: "plan" }, ...pagesOn(kind, {})],
    ],
    fail: [
      [{ type: plan, name: "plan" }],
      [{ type: plan, name: "plan" }, ...pagesOn(kind, { state: ["COMPLETED"] })],
      [{ type: plan, name: "plan" }, ...pagesOn(kind, { state: states.slice(1) })],
      [{ type: plan, name: "plan" }, ...pagesOn(kind, { state: states }, false)],
      [{ type: plan, name: "plan" }, ...pagesOn("Another Job State Change", { state: states })],
    ],
  },
});
