import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task } from "../../reading/containers.ts";
import { goOf } from "../../reading/go.ts";
import { forged, launchOf, signedFor } from "../../reading/go-examples.ts";
import { stackRule } from "../../rule.ts";

const image = (letter: string): string => `app@sha256:${letter.repeat(64)}`;

/**
 * What a GO names may go on running for ever, also when it is gone back to; anything else takes a new one. Whether a GO
 * is still in date is asked when it is used, by `up`: a plan does not show what ran before it.
 */
export const liveImagesHaveAGo = stackRule({
  id: "live-images-have-a-go",
  title: "Nothing runs before users that nobody said GO to",
  requirements: ["G18", "K25", "W11", "P19", "K01", "K03", "K18", "G12", "G14", "C01", "G10"],
  judges: taskDefinition,
  neverWaived: true,
  why: "A verdict that is computed and then not asked for protects nobody: the image that was tried must be the one that runs.",
  fix: "Prove the release, then sign it: `./golive ops go <stack> --sign-with <key file> --yes`.",
  findings: (stack) => {
    const { launch } = stack;
    if (!launch.live && launch.go === undefined) return []; // not launched yet: nobody depends on it
    const go = goOf(launch);
    if ("flaw" in go)
      return [{ node: undefined, says: `${launch.live ? "it is live, and " : ""}${go.flaw}` }];
    return eachContainer(stack, ({ image: runs }) => {
      if (runs === undefined) return ["its image is not known before deploy"];
      return go.images.includes(runs)
        ? []
        : [`${runs} is not among the images that ${go.approver} said GO to`];
    });
  },
  examples: {
    pass: [
      [task({ image: image("a") })],
      [launchOf({ live: true, go: signedFor([image("a")]) }), task({ image: image("a") })],
      [
        launchOf({ live: true, go: signedFor([image("b")], { before: [image("a")] }) }),
        task({ image: image("a") }),
      ],
      [
        launchOf({ live: true, go: signedFor([image("a")], { expires: "2020-01-01T00:00:00.000Z" }) }),
        task({ image: image("a") }),
      ],
    ],
    fail: [
      [launchOf({ live: true }), task({ image: image("a") })],
      [launchOf({ live: true, go: signedFor([image("b")]) }), task({ image: image("a") })],
      [launchOf({ live: false, go: signedFor([image("b")]) }), task({ image: image("a") })],
      [
        launchOf({ live: true, go: forged(signedFor([image("b")]), [image("a")]) }),
        task({ image: image("a") }),
      ],
      [
        launchOf({ live: true, go: signedFor([image("a")], { approver: "Nobody Else" }) }),
        task({ image: image("a") }),
      ],
      [
        launchOf({ live: true, go: signedFor([image("a")], { stack: "shop-staging" }) }),
        task({ image: image("a") }),
      ],
      [launchOf({ live: true, go: "GO" }), task({ image: image("a") })],
      [launchOf({ live: true, go: signedFor([image("a")]) }), task({})],
    ],
  },
});
