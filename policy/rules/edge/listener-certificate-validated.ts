import { certificate, certificateValidation, listeners } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const listener = { type: listeners[0], name: "https", props: { protocol: "HTTPS" } } as const;

export const listenerCertificateValidated = stackRule({
  id: "listener-certificate-validated",
  title: "Every TLS listener has a certificate, and waits until it is valid",
  requirements: ["G05"],
  judges: listeners,
  why: "AWS refuses a listener whose certificate is still pending, so a stack that does not wait fails halfway on its first day.",
  fix: "Set certificateArn to CertificateValidation.certificateArn, not to the Certificate's own arn.",
  findings: (stack) =>
    stack.all(...listeners).flatMap((node) => {
      if (node.known("protocol") !== "HTTPS" && node.known("protocol") !== "TLS") return [];
      const types = node.uses("certificateArn").map(({ type }) => type);
      if (types.includes(certificateValidation)) return [];
      if (types.includes(certificate))
        return [{ node, says: "does not wait until its certificate is valid" }];
      return node.known("certificateArn") || node.isUnknown("certificateArn")
        ? []
        : [{ node, says: "has no certificate" }];
    }),
  examples: {
    pass: [
      [
        { type: certificateValidation, name: "valid" },
        { ...listener, uses: { certificateArn: ["valid"] } },
      ],
      [
        {
          ...listener,
          props: { ...listener.props, certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/1" },
        },
      ],
      [{ ...listener, props: { protocol: "HTTP" } }],
    ],
    fail: [
      [listener],
      [
        { type: certificate, name: "certificate" },
        { ...listener, uses: { certificateArn: ["certificate"] } },
      ],
    ],
  },
});
