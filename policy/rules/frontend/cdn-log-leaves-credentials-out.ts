import { distribution } from "../../reading/cdn.ts";
import { logDelivery, logSource, sourcesOf } from "../../reading/log-delivery.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const telling = ["cs(Cookie)", "cs-uri-query", "cs(Referer)"];
const cdn = { type: distribution, name: "cdn" } as const;
const log = (props: object): StackExample => [
  cdn,
  {
    type: logSource,
    name: "source",
    props: { logType: "ACCESS_LOGS" },
    uses: { resourceArn: ["cdn"] },
  },
  { type: logDelivery, name: "delivery", props: { ...props }, uses: { deliverySourceName: ["source"] } },
];

export const cdnLogLeavesCredentialsOut = stackRule({
  id: "cdn-log-leaves-credentials-out",
  title: "The CDN's log holds neither cookies nor query strings",
  requirements: ["K22", "C18"],
  why: "Sessions are in cookies, and tokens of invitations and resets in query strings: whoever reads the log is whoever asked.",
  fix: "List recordFields without cs(Cookie), cs-uri-query and cs(Referer); leave out includeCookies.",
  judges: distribution,
  findings: (stack) =>
    stack.all(distribution).flatMap((node) => [
      ...(node.known("loggingConfig", "includeCookies") === true
        ? [{ node, says: "its log holds cookies" }]
        : []),
      ...sourcesOf(stack, node)
        .flatMap((source) => stack.pointing(logDelivery, "deliverySourceName", source))
        .flatMap((delivery) => {
          const fields: unknown = delivery.known("recordFields");
          if (!Array.isArray(fields))
            return [{ node: delivery, says: "it names no fields, so that all are delivered" }];
          return telling
            .filter((field) => fields.includes(field))
            .map((field) => ({ node: delivery, says: `it delivers ${field}` }));
        }),
    ]),
  examples: {
    pass: [log({ recordFields: ["date", "c-ip", "cs-uri-stem"] }), [cdn]],
    fail: [
      log({}),
      ...telling.map((field) => log({ recordFields: ["date", field] })),
      [{ ...cdn, props: { loggingConfig: { bucket: "logs", includeCookies: true } } }],
    ],
  },
});
