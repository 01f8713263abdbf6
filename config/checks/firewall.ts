import { check, repeated } from "./check.ts";
import { overlaps } from "./routes.ts";

/** A rule that counts has one reason and one end; one that is not there counts nothing. */
export const countedOnce = check(["firewall"], ({ firewall: { countOnly, bots } }) => [
  ...repeated(countOnly.map(({ rule }) => rule)).map(({ index, value }) => ({
    path: ["firewall", "countOnly", index, "rule"],
    found: `"${value}" for the second time`,
    allowed: "each rule once",
  })),
  ...countOnly.flatMap(({ rule }, index) =>
    rule === "bots" && bots === "off"
      ? [
          {
            path: ["firewall", "countOnly", index, "rule"],
            found: '"bots", which firewall.bots has off',
            allowed: "a rule that is there, or firewall.bots: common",
          },
        ]
      : [],
  ),
]);

/** How long a body may be is said once a path. */
export const uploadsOnce = check(["firewall"], ({ firewall }) =>
  repeated(firewall.uploads.map(({ path }) => path)).map(({ index, value }) => ({
    path: ["firewall", "uploads", index, "path"],
    found: `"${value}" for the second time`,
    allowed: "each path once",
  })),
);

/** An exemption from the length of bodies is for a path that is served, and lets longer ones in (C07). */
export const uploadsMeant = check(
  ["firewall", "services"],
  ({ firewall: { uploads, bodyKiB }, services }) => {
    const routes = Object.values(services).flatMap((service) => ("routes" in service ? service.routes : []));
    return uploads.flatMap((upload, index) => [
      ...(overlaps(upload.path, routes)
        ? []
        : [
            {
              path: ["firewall", "uploads", index, "path"],
              found: `"${upload.path}", which no route reaches`,
              allowed: `a path under ${routes.join(", ")}`,
            },
          ]),
      ...(upload.bodyKiB > bodyKiB
        ? []
        : [
            {
              path: ["firewall", "uploads", index, "bodyKiB"],
              found: String(upload.bodyKiB),
              allowed: `more than firewall.bodyKiB, ${bodyKiB}, which holds everywhere else`,
            },
          ]),
    ]);
  },
);

/** What a request may carry as a credential is listed once, and is nothing that each request carries (K02). */
export const credentialsMeant = check(["firewall"], ({ firewall: { credentials } }) => {
  const names = credentials.map((one) => ("header" in one ? `header ${one.header}` : `cookie ${one.cookie}`));
  return [
    ...repeated(names).map(({ index, value }) => ({
      path: ["firewall", "credentials", index],
      found: `${value} for the second time`,
      allowed: "each credential once",
    })),
    ...credentials.flatMap((one, index) =>
      "header" in one && everybodysHeaders.includes(one.header)
        ? [
            {
              path: ["firewall", "credentials", index, "header"],
              found: `"${one.header}", which shows nothing of who asks`,
              allowed: "a header that only a client with a credential sends; for a cookie, its name",
            },
          ]
        : [],
    ),
  ];
});

/** Sent by every browser, or by the balancer itself. */
const everybodysHeaders: readonly string[] = [
  "accept",
  "accept-encoding",
  "accept-language",
  "connection",
  "content-length",
  "content-type",
  "cookie",
  "host",
  "origin",
  "referer",
  "user-agent",
  "x-amzn-trace-id",
  "x-forwarded-for",
  "x-forwarded-port",
  "x-forwarded-proto",
];
