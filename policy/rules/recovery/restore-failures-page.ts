import { restorePlan } from "../../reading/backups.ts";
import { hearing, pagedOn, pagesOn } from "../../reading/events.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const kind = "Restore Job State Change";
const states = ["FAILED", "ABORTED"];
/** What is said of a copy that could be restored: that it is no good, or nothing in time. */
const refusals = ["FAILED", "TIMED_OUT"];

export const restoreFailuresPage = stackRule({
  id: "restore-failures-page",
  title: "A restore that fails, or whose copy is no good, pages",
  requirements: ["K13", "K21"],
  why: "A restore test that fails is the one warning before the restore that must not.",
  fix: `Add an EventRule on "${kind}" of aws.backup with ${states.join(", ")} and one on validationStatus ${refusals.join(", ")}, each with a topic as target.`,
  judges: restorePlan,
  findings: (stack) => {
    const heard = pagedOn(stack);
    const silent = states.filter((status) => !heard.some(hearing(kind, { status, validationStatus: null })));
    const unsaid = refusals.filter(
      (validationStatus) => !heard.some(hearing(kind, { status: "COMPLETED", validationStatus })),
    );
    const says = [
      ...(silent.length > 0 ? [`nobody is paged when a restore ends as ${silent.join(" or ")}`] : []),
      ...(unsaid.length > 0
        ? [`nobody is paged when a restored copy is judged as ${unsaid.join(" or ")}`]
        : []),
    ];
    return stack.all(restorePlan).flatMap((node) => says.map((one) => ({ node, says: one })));
  },
  examples: {
    pass: [
      [
        { type: restorePlan, name: "plan" },
        ...pagesOn(kind, { status: states }),
        ...alsoOn({ validationStatus: refusals }),
      ],
      [{ type: restorePlan, name: "plan" }, ...pagesOn(kind, {})],
    ],
    fail: [
      [{ type: restorePlan, name: "plan" }],
      [{ type: restorePlan, name: "plan" }, ...pagesOn(kind, { status: states })],
      [{ type: restorePlan, name: "plan" }, ...pagesOn(kind, { validationStatus: refusals })],
      [
        { type: restorePlan, name: "plan" },
        ...pagesOn(kind, { status: states }),
        ...alsoOn({ validationStatus: ["FAILED"] }),
      ],
      [{ type: restorePlan, name: "plan" }, ...pagesOn(kind, { status: ["COMPLETED"] })],
      [{ type: restorePlan, name: "plan" }, ...pagesOn(kind, { status: states.slice(1) })],
      [{ type: restorePlan, name: "plan" }, ...pagesOn(kind, { status: states }, false)],
      [{ type: restorePlan, name: "plan" }, ...pagesOn("Another Job State Change", { status: states })],
    ],
  },
});

/** One more rule to the same topic. */
function alsoOn(detail: object): StackExample {
  return pagesOn(kind, detail)
    .filter(({ name }) => name === "rule" || name === "page")
    .map((one) => ({
      ...one,
      name: `also-${one.name}`,
      ...(one.uses && { uses: { ...one.uses, rule: ["also-rule"] } }),
    }));
}
