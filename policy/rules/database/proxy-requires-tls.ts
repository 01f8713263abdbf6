import { proxy } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";

export const proxyRequiresTls = resourceRule({
  id: "proxy-requires-tls",
  title: "The database proxy refuses every connection that is not encrypted",
  requirements: ["P03", "C14"],
  controls: ["FSBP RDS.43"],
  why: "The proxy speaks TLS to the database whatever its clients do, so the open half of the way is easily missed.",
  fix: "Set requireTls to true.",
  judges: proxy,
  findings: ({ requireTls }) => (requireTls === true ? [] : ["requireTls is not true"]),
  examples: {
    pass: [{ props: { requireTls: true } }],
    fail: [{ props: {} }, { props: { requireTls: false } }],
  },
});
