import { configurationSets, emailDestinations } from "../../reading/aws-types.ts";
import { destinationsOf, set } from "../../reading/email.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const both = ["BOUNCE", "COMPLAINT"] as const;

/** The events that a destination of either API is told of; none where it is not switched on. */
function toldOf(node: Node): readonly string[] {
  const own = node.type === emailDestinations[1];
  const at = (property: string): unknown =>
    own ? node.known(property) : node.known("eventDestination", property);
  const types: unknown = at(own ? "matchingTypes" : "matchingEventTypes");
  return at("enabled") === true && Array.isArray(types)
    ? types.map((type) => String(type).toUpperCase())
    : [];
}

const destination = (eventDestination: object): StackExample[number] => ({
  type: emailDestinations[0],
  name: "events",
  props: { eventDestination },
  uses: { configurationSetName: ["set"] },
});
const told = { enabled: true, matchingEventTypes: both };

export const bouncesTold = stackRule({
  id: "bounces-told",
  title: "Of each message that comes back or is complained of, somebody can find out which it was",
  requirements: ["G04"],
  judges: configurationSets,
  why: "A rate says that something is wrong; to whom the mail did not come, and why, only the single event says.",
  fix: "Add a ConfigurationSetEventDestination with enabled: true for BOUNCE and COMPLAINT.",
  findings: (stack) =>
    stack.all(...configurationSets).flatMap((node) => {
      const events = new Set(destinationsOf(stack, node).flatMap(toldOf));
      return both
        .filter((event) => !events.has(event))
        .map((event) => ({ node, says: `nothing is told of a ${event.toLowerCase()}` }));
    }),
  examples: {
    pass: [
      [set(), destination(told)],
      [
        set(),
        {
          ...destination(told),
          props: { configurationSetName: "shop", eventDestination: told },
          uses: {},
        },
      ],
      [
        { type: configurationSets[1], name: "set", props: { name: "shop" } },
        {
          type: emailDestinations[1],
          name: "events",
          props: { configurationSetName: "shop", enabled: true, matchingTypes: ["bounce", "complaint"] },
        },
      ],
    ],
    fail: [
      [set()],
      [set(), destination({ ...told, enabled: false })],
      [set(), destination({ matchingEventTypes: both })],
      [set(), destination({ enabled: true, matchingEventTypes: ["SEND", "BOUNCE"] })],
      [
        set(),
        { ...destination(told), props: { configurationSetName: "bank", eventDestination: told }, uses: {} },
      ],
    ],
  },
});
