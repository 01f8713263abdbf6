import { listenerRules } from "../../reading/aws-types.ts";
import { forwards, release } from "../../reading/release-examples.ts";
import { shifts } from "../../reading/releases.ts";
import { stackRule } from "../../rule.ts";

/** The weights themselves, or anything around them. */
const left = /^(?:\*|actions(?:\[(?:0|\*)\](?:\.forward(?:\.targetGroups)?)?)?)$/;
const managed = (ignoreChanges: readonly string[]) => ({
  ...forwards("https", "blue", "green"),
  ignoreChanges,
});

export const weightsLeftToEcs = stackRule({
  id: "weights-left-to-ecs",
  title: "Only ECS moves traffic between two releases",
  requirements: ["P16", "K17"],
  judges: listenerRules,
  why: "After each deployment the weights are not those of the program: the next update would send everybody to the group without tasks.",
  fix: 'Set ignoreChanges: ["actions"] on the listener rules that a shifting service names.',
  findings: (stack) => {
    const moved = new Set(
      shifts(stack).flatMap(({ productionRules, testRules }) => [...productionRules, ...testRules]),
    );
    return [...moved]
      .filter((node) => !node.ignoreChanges.some((path) => left.test(path)))
      .map((node) => ({ node, says: "its weights are managed by the program and by ECS" }));
  },
  examples: {
    pass: [
      release(),
      release({ users: managed(["conditions", "actions[0].forward"]) }),
      [{ ...forwards("https"), name: "other", uses: {}, ignoreChanges: [] }],
    ],
    fail: [
      release({ users: managed([]) }),
      release({ tests: { ...managed(["priority"]), uses: forwards("test", "blue", "green").uses ?? {} } }),
    ],
  },
});
