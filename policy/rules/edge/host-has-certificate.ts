import { certificate, listenerRules } from "../../reading/aws-types.ts";
import { plain, servedHosts } from "../../reading/hosts.ts";
import { stackRule } from "../../rule.ts";

const route = (host: string) =>
  ({
    type: listenerRules[0],
    name: "route",
    props: { conditions: [{ hostHeader: { values: [host] } }] },
  }) as const;
const issued = (domainName: string, ...subjectAlternativeNames: string[]) =>
  ({ type: certificate, name: "certificate", props: { domainName, subjectAlternativeNames } }) as const;

export const hostHasCertificate = stackRule({
  id: "host-has-certificate",
  title: "Every name that is served is on a certificate",
  requirements: ["G05"],
  judges: listenerRules,
  why: "Browsers stop at a certificate for another name, and an API client fails without a word.",
  fix: "Add the host to the certificate's domainName or subjectAlternativeNames.",
  findings: (stack) => {
    const issuedFor = new Set(
      stack
        .all(certificate)
        .flatMap((node) => [node.known("domainName"), ...(node.known("subjectAlternativeNames") ?? [])])
        .filter((name) => typeof name === "string")
        .map(plain),
    );
    return [...servedHosts(stack)].flatMap(([host, node]) =>
      issuedFor.has(host) || issuedFor.has(host.replace(/^[^.]+/, "*"))
        ? []
        : [{ node, says: `no certificate in the stack names ${host}` }],
    );
  },
  examples: {
    pass: [
      [route("api.shop.example"), issued("api.shop.example")],
      [route("api.shop.example"), issued("shop.example", "api.shop.example")],
      [route("API.shop.example"), issued("*.shop.example")],
    ],
    fail: [
      [route("api.shop.example")],
      [route("api.shop.example"), issued("app.shop.example")],
      [route("v1.api.shop.example"), issued("*.shop.example")],
    ],
  },
});
