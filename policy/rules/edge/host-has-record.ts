import { dnsRecord, listenerRules, loadBalancers } from "../../reading/aws-types.ts";
import { plain, servedHosts } from "../../reading/hosts.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const doors = new Set<string>([...loadBalancers, "aws:cloudfront/distribution:Distribution"]);
const route = {
  type: listenerRules[0],
  name: "route",
  props: { conditions: [{ hostHeader: { values: ["api.shop.example"] } }] },
} as const;
const balancer = { type: loadBalancers[0], name: "balancer" } as const;

const leadsIn = (record: Node): boolean =>
  [...record.uses("aliases"), ...record.uses("records")].some(({ type }) => doors.has(type));

export const hostHasRecord = stackRule({
  id: "host-has-record",
  title: "Every name that is served leads to a balancer of the stack",
  requirements: ["G05"],
  judges: listenerRules,
  why: "A rule for a name that DNS does not know waits for requests that never come; one that leads elsewhere serves yesterday's product.",
  fix: "Add a route53.Record of that name with an alias to the balancer.",
  findings: (stack) => {
    const records = new Map<string, Node>();
    for (const record of stack.all(dnsRecord)) {
      const name = record.known("name");
      if (typeof name === "string" && (leadsIn(record) || !records.has(plain(name))))
        records.set(plain(name), record);
    }
    return [...servedHosts(stack)].flatMap(([host, node]) => {
      const record = records.get(host) ?? records.get(host.replace(/^[^.]+/, "*"));
      if (!record)
        return host.includes("*") ? [] : [{ node, says: `no record in the stack is named ${host}` }];
      return leadsIn(record) ? [] : [{ node: record, says: `${host} leads to no balancer of the stack` }];
    });
  },
  examples: {
    pass: [
      [
        route,
        balancer,
        {
          type: dnsRecord,
          name: "dns",
          props: { name: "api.shop.example" },
          uses: { aliases: ["balancer"] },
        },
      ],
      [
        route,
        balancer,
        {
          type: dnsRecord,
          name: "dns",
          props: { name: "api.shop.example." },
          uses: { records: ["balancer"] },
        },
      ],
    ],
    fail: [
      [route, balancer],
      [
        route,
        balancer,
        {
          type: dnsRecord,
          name: "dns",
          props: { name: "www.shop.example" },
          uses: { aliases: ["balancer"] },
        },
      ],
      [
        route,
        { type: dnsRecord, name: "dns", props: { name: "api.shop.example", records: ["old.shop.example"] } },
      ],
    ],
  },
});
