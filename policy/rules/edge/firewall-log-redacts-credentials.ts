import { firewallLogging } from "../../reading/aws-types.ts";
import { fields, list } from "../../reading/json.ts";
import { resourceRule } from "../../rule.ts";

const hidden = ["authorization", "cookie"];
const header = (name: string) => ({ singleHeader: { name } });

export const firewallLogRedactsCredentials = resourceRule({
  id: "firewall-log-redacts-credentials",
  title: "No firewall's log holds a credential",
  requirements: ["K22", "G07"],
  controls: ["FSBP WAF.11"],
  judges: firewallLogging,
  why: "The log holds whole requests. Whoever reads it could send them again, as whoever sent them; and links in mails carry their secrets in the query.",
  fix: 'Set redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }, { queryString: {} }].',
  findings: ({ redactedFields }) => {
    const redacted = list(redactedFields).map(fields);
    const names = redacted.map(({ singleHeader }) => String(fields(singleHeader).name).toLowerCase());
    return [
      ...hidden.filter((name) => !names.includes(name)).map((name) => `it shows the header ${name}`),
      ...(redacted.some((one) => "queryString" in one) ? [] : ["it shows the query string"]),
    ];
  },
  examples: {
    pass: [{ props: { redactedFields: [...hidden.map(header), { queryString: {} }] } }],
    fail: [
      { props: {} },
      { props: { redactedFields: [header("authorization"), { queryString: {} }] } },
      { props: { redactedFields: [header("cookie"), { queryString: {} }] } },
      { props: { redactedFields: hidden.map(header) } },
    ],
  },
});
