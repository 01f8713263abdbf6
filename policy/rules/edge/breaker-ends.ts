import { compositeAlarm, scalingTarget, webAcl } from "../../reading/aws-types.ts";
import { tagsOf } from "../../reading/breakers.ts";
import { dayOf, daysAhead } from "../../reading/days.ts";
import { firewalls } from "../../reading/firewall.ts";
import { blocks, guarded } from "../../reading/firewall-examples.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const longest = 30;
const soon = dayOf(new Date(Date.now() + 7 * 86_400_000));

export const breakerEnds = stackRule({
  id: "breaker-ends",
  title: "What is closed on purpose is open again by a day that somebody named",
  requirements: ["K14", "K15"],
  judges: [webAcl, scalingTarget, compositeAlarm],
  why: "A breaker is thrown at night and forgotten by morning: a month later nobody knows why a path answers 503, or why a queue grows.",
  fix: `Take the breaker out, or decide anew: tag the web ACL breaker-until-<what>, and a paused scaling target and the alarm that it silences breaker: pause and breaker-until, with a day at most ${longest} days ahead.`,
  findings: (stack) => [
    ...stack.all(webAcl).flatMap((node) =>
      Object.entries(tagsOf(node))
        .filter(([key]) => key.startsWith("breaker-until-"))
        .flatMap(([key, day]) => late(node, `the breaker "${key.replace("breaker-until-", "")}"`, day)),
    ),
    ...closedWithoutEnd(stack),
    ...stack
      .all(scalingTarget, compositeAlarm)
      .filter((node) => tagsOf(node).breaker !== undefined)
      .flatMap((node) => late(node, `the breaker "${tagsOf(node).breaker}"`, tagsOf(node)["breaker-until"])),
  ],
  examples: {
    pass: [
      guarded({}),
      guarded({ tags: { "breaker-until-rate": soon } }),
      guarded({ ruleJson: closing(), tags: { "breaker-until-demote": soon } }),
      paused({ breaker: "pause", "breaker-until": soon }),
      silenced({ breaker: "pause", "breaker-until": soon }),
      paused({}),
    ],
    fail: [
      guarded({ tags: { "breaker-until-rate": "2020-01-31" } }),
      guarded({ tags: { "breaker-until-freeze": "2999-12-31" } }),
      guarded({ tags: { "breaker-until-demote": "tomorrow" } }),
      guarded({ ruleJson: closing() }),
      paused({ breaker: "pause", "breaker-until": "2020-01-31" }),
      paused({ breaker: "pause" }),
      silenced({ breaker: "pause", "breaker-until": "2999-12-31" }),
    ],
  },
});

function late(
  node: Node,
  what: string,
  day: unknown,
): readonly { readonly node: Node; readonly says: string }[] {
  const days = daysAhead(day);
  if (days === undefined) return [{ node, says: `${what} has no end` }];
  if (days < 0) return [{ node, says: `${what} should have ended on ${day}` }];
  return days <= longest ? [] : [{ node, says: `${what} is to hold for ${days} days more` }];
}

/** Rules that answer 503 whatever is asked, under a web ACL that says of no breaker. */
const closedWithoutEnd = (stack: StackView) =>
  firewalls(stack)
    .filter(({ node }) => tagsOf(node)["breaker-until-demote"] === undefined)
    .flatMap(({ node, rules = [] }) =>
      rules
        .filter(({ action, status }) => action === "block" && status === 503)
        .map(({ name }) => ({ node, says: `${name} answers 503, and nothing says until when` })),
    );

function closing(): string {
  return JSON.stringify([{ Name: "unavailable", Action: blocks(503), Statement: {} }]);
}

function silenced(tags: object): StackExample {
  return [
    { type: compositeAlarm, name: "unwell", props: { alarmName: "unwell", actionsEnabled: false, tags } },
  ];
}

function paused(tags: object): StackExample {
  return [{ type: scalingTarget, name: "scaling", props: { minCapacity: 0, maxCapacity: 0, tags } }];
}
