import { compositesOf, isRed } from "../../alarms/composites.ts";
import { heardAlone, oncall } from "../../alarms/paging.ts";
import { compositeAlarm, metricAlarm } from "../../reading/aws-types.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const [longestWait, longestExtension] = [120, 300];

/** It tells somebody, or all that can make it red does. */
function pages(stack: StackView, suppressor: Node): boolean {
  if (heardAlone(stack, suppressor).size > 0) return true;
  const parts = compositesOf(stack).of.get(suppressor)?.parts ?? [];
  return parts.length > 0 && parts.every((part) => heardAlone(stack, part).size > 0);
}

const red = (name: string, more: object = {}): StackExample[number] => ({
  type: metricAlarm,
  name,
  props: { name },
  ...more,
});
const paging = { uses: { alarmActions: ["oncall"] } };
const suppressed = (alarm: string, seconds: object = {}): StackExample[number] => ({
  type: compositeAlarm,
  name: "unwell",
  props: {
    alarmName: "unwell",
    alarmRule: 'ALARM("slow")',
    actionsSuppressor: { alarm, waitPeriod: 60, extensionPeriod: 120, ...seconds },
  },
  ...paging,
});
const holding = (alarmRule: string): StackExample[number] => ({
  type: compositeAlarm,
  name: "causes",
  props: { alarmName: "causes", alarmRule },
});

export const compositeSuppressorPagesItself = stackRule({
  id: "composite-suppressor-pages-itself",
  title: "What keeps an alarm silent pages instead of it",
  requirements: ["G15", "G06"],
  judges: compositeAlarm,
  why: "An alarm that is held back by one that tells nobody, or that is red when all is well, has been switched off in other words.",
  fix: `Set actionsSuppressor.alarm to an alarm of this stack that pages, or that only alarms which page can make red; waitPeriod at most ${longestWait}, extensionPeriod at most ${longestExtension}.`,
  findings: (stack) =>
    compositesOf(stack).all.flatMap(({ node, suppressor }) => {
      const seconds = (name: string): unknown => node.known("actionsSuppressor", name);
      const given = node.known("actionsSuppressor") !== undefined || node.isUnknown("actionsSuppressor");
      if (!given) return [];
      if (!suppressor) return [{ node, says: "is held back by an alarm that is not in the stack" }];
      const [wait, extension] = [seconds("waitPeriod"), seconds("extensionPeriod")];
      return [
        ...(pages(stack, suppressor)
          ? []
          : [{ node, says: `is held back by ${suppressor.name}, which tells nobody` }]),
        ...(isRed(stack, suppressor, undefined)
          ? [{ node, says: `is held back by ${suppressor.name}, which is red when all is well` }]
          : []),
        ...(typeof wait === "number" && wait <= longestWait
          ? []
          : [{ node, says: `waits ${wait ?? "an unknown number of"} s for ${suppressor.name}` }]),
        ...(typeof extension === "number" && extension <= longestExtension
          ? []
          : [
              {
                node,
                says: `keeps silent for ${extension ?? "an unknown number of"} s after ${suppressor.name} is over`,
              },
            ]),
      ];
    }),
  examples: {
    pass: [
      [...oncall, red("slow"), red("gone", paging), suppressed("gone")],
      [...oncall, red("slow"), red("gone", paging), holding('ALARM("gone")'), suppressed("causes")],
      [{ type: compositeAlarm, name: "plain", props: { alarmRule: 'ALARM("slow")' } }],
    ],
    fail: [
      [...oncall, red("slow"), red("gone"), suppressed("gone")],
      [...oncall, red("slow"), suppressed("slow")],
      [...oncall, red("slow"), suppressed("elsewhere")],
      [...oncall, red("slow"), red("gone"), holding('ALARM("gone")'), suppressed("causes")],
      [...oncall, red("slow"), red("gone", paging), holding("TRUE"), suppressed("causes")],
      [...oncall, red("slow"), red("gone", paging), holding('NOT ALARM("gone")'), suppressed("causes")],
      [...oncall, red("slow"), red("gone", paging), suppressed("gone", { waitPeriod: 3600 })],
      [...oncall, red("slow"), red("gone", paging), suppressed("gone", { extensionPeriod: 86_400 })],
    ],
  },
});
