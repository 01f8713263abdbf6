import { proxy } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const proxyDoesNotLogStatements = resourceRule({
  id: "proxy-does-not-log-statements",
  title: "The proxy writes no statements into its log",
  requirements: ["G07", "C18"],
  why: "Its debug log holds every statement with what is in it, personal data and new passwords too.",
  fix: "Leave debugLogging out, or set it to false.",
  judges: proxy,
  findings: ({ debugLogging = false }) => (debugLogging === true ? ["debugLogging is on"] : []),
  examples: {
    pass: [{ props: {} }, { props: { debugLogging: false } }],
    fail: [{ props: { debugLogging: true } }, { props: { debugLogging: unknown } }],
  },
});
