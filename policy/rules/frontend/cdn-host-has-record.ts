import { dnsRecord } from "../../reading/aws-types.ts";
import { distribution } from "../../reading/cdn.ts";
import { plain } from "../../reading/hosts.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const cdn = { type: distribution, name: "cdn", props: { aliases: ["app.shop.example"] } } as const;
const overIpv6 = { ...cdn, props: { ...cdn.props, isIpv6Enabled: true } } as const;
const record = (type: string, uses: object = { aliases: ["cdn"] }): StackExample[number] => ({
  type: dnsRecord,
  name: `dns-${type}`,
  props: { name: "app.shop.example", type },
  uses: { ...uses },
});

export const cdnHostHasRecord = stackRule({
  id: "cdn-host-has-record",
  title: "Every name of the CDN leads to it",
  requirements: ["G05", "P01"],
  judges: distribution,
  why: "A name that DNS does not know serves nobody; one that leads elsewhere serves yesterday's product.",
  fix: "Add route53.Records of type A and AAAA with an alias to the distribution.",
  findings: (stack) =>
    stack.all(distribution).flatMap((node) => {
      const leading = stack
        .all(dnsRecord)
        .filter((one) => [...one.uses("aliases"), ...one.uses("records")].includes(node));
      const leads = (host: string, type: string): boolean =>
        leading.some(
          (one) =>
            plain(String(one.known("name"))) === host && [type, "CNAME"].includes(String(one.known("type"))),
        );
      const types = node.known("isIpv6Enabled") === true ? ["A", "AAAA"] : ["A"];
      return (node.known("aliases") ?? [])
        .map(plain)
        .flatMap((host: string) =>
          types
            .filter((type) => !leads(host, type))
            .map((type) => ({ node, says: `no record of type ${type} leads ${host} to it` })),
        );
    }),
  examples: {
    pass: [
      [cdn, record("A")],
      [overIpv6, record("A"), record("AAAA")],
      [overIpv6, record("CNAME", { records: ["cdn"] })],
    ],
    fail: [
      [cdn],
      [cdn, record("A", {})],
      [cdn, { ...record("A"), props: { name: "www.shop.example", type: "A" } }],
      [overIpv6, record("A")],
    ],
  },
});
