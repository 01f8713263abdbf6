import { mathAlarm } from "../../alarms/alarm-examples.ts";
import { trial, unwatched } from "../../alarms/alarm-watch.ts";
import { card } from "../../alarms/card.ts";
import { distribution } from "../../reading/cdn.ts";
import { cdnRegion, regionOf } from "../../reading/regions.ts";
import { stackRule } from "../../rule.ts";

const { share, within } = card.errors;
const percent = share * 100;
const namespace = "AWS/CloudFront";
const cdn = { type: distribution, name: "cdn" } as const;
const failing = (rest: object, expression = "FILL(f, 0)") =>
  mathAlarm("cdn", namespace, expression, { f: "5xxErrorRate" }, { threshold: percent, ...rest }, "Average");

export const cdnFailuresPage = stackRule({
  id: "cdn-failures-page",
  title: "Someone is paged when the CDN answers one request in two hundred with an error",
  requirements: ["K08", "C16"],
  judges: distribution,
  why: "What the CDN cannot fetch it answers itself, and no log or count of the services behind it has that answer.",
  fix: `Add a MetricAlarm on 5xxErrorRate of AWS/CloudFront in us-east-1, above ${percent} % for ${within / 60} minutes at most, and carry its event to where the topic is.`,
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(distribution),
      namespace,
      statistic: /^Average$/,
      metrics: ["5xxErrorRate"],
      lacks: "no alarm on its 5xxErrorRate",
      wrong: (found) => {
        const region = regionOf(found.node);
        return [
          ...(region === undefined || region === cdnRegion
            ? []
            : [`looks in ${region}, where CloudFront keeps no numbers`]),
          ...trial(found, {
            breach: { "5xxErrorRate": percent * 1.01 },
            calm: { "5xxErrorRate": 0 },
            within,
            breachIs: `more than ${percent} % of answers are 5xx`,
          }),
        ];
      },
    }),
  examples: {
    pass: [
      [cdn, failing({ region: cdnRegion })],
      [cdn, failing({}, "f")],
    ],
    fail: [
      [cdn],
      [cdn, failing({ region: "eu-central-1" })],
      [cdn, failing({ threshold: 5 })],
      [cdn, failing({ evaluationPeriods: 10 })],
    ],
  },
});
