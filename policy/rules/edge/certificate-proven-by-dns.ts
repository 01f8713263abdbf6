import { certificate, certificateValidation, dnsRecord } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const asked = { type: certificate, name: "certificate", props: { validationMethod: "DNS" } } as const;
const record = {
  type: dnsRecord,
  name: "proof",
  uses: { name: ["certificate"], records: ["certificate"] },
} as const;
const valid = {
  type: certificateValidation,
  name: "valid",
  uses: { certificateArn: ["certificate"] },
} as const;

export const certificateProvenByDns = stackRule({
  id: "certificate-proven-by-dns",
  title: "Every certificate's DNS proof is part of the stack",
  requirements: ["G05"],
  judges: certificate,
  why: "A proof put in by hand once is cleaned up by hand once, and the renewal a year later fails.",
  fix: "Make a route53.Record for each of the certificate's domainValidationOptions, and a CertificateValidation of it.",
  findings: (stack) => {
    const proven = new Set(
      stack.all(dnsRecord).flatMap((node) => [...node.uses("records"), ...node.uses("name")]),
    );
    return stack
      .all(certificate)
      .filter((node) => node.known("validationMethod") === "DNS")
      .flatMap((node) => [
        ...(proven.has(node) ? [] : [{ node, says: "no record in the stack proves it" }]),
        ...(stack.pointing(certificateValidation, "certificateArn", node).length > 0
          ? []
          : [{ node, says: "nothing waits for its validation" }]),
      ]);
  },
  examples: {
    pass: [[asked, record, valid]],
    fail: [[asked], [asked, record], [asked, valid]],
  },
});
