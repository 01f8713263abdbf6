import { certificate, certificateValidation } from "../../reading/aws-types.ts";
import { distribution } from "../../reading/cdn.ts";
import { plain } from "../../reading/hosts.ts";
import { cdnRegion, regionOf } from "../../reading/regions.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const issuedFor = (node: Node): readonly string[] =>
  [node.known("domainName"), ...(node.known("subjectAlternativeNames") ?? [])]
    .filter((name) => typeof name === "string")
    .map(plain);

const covered = (names: readonly string[], host: string): boolean =>
  names.includes(host) || names.includes(host.replace(/^[^.]+/, "*"));

const cdn = (uses: readonly string[], aliases = ["app.shop.example"]): StackExample => [
  { type: distribution, name: "cdn", props: { aliases }, uses: { viewerCertificate: uses } },
];
const issued = (props: object): StackExample => [
  {
    type: certificate,
    name: "issued",
    props: { domainName: "app.shop.example", region: cdnRegion, ...props },
  },
  { type: certificateValidation, name: "valid", uses: { certificateArn: ["issued"] } },
];

export const cdnCertificateCoversHost = stackRule({
  id: "cdn-certificate-covers-host",
  title: "Every name of the CDN is on its certificate, which is valid and where CloudFront looks for it",
  requirements: ["G05"],
  why: "Browsers stop at a certificate for another name, and CloudFront takes certificates from us-east-1 alone.",
  fix: 'Set acmCertificateArn from a CertificateValidation of a Certificate for the alias, both with region: "us-east-1".',
  judges: distribution,
  findings: (stack) =>
    stack.all(distribution).flatMap((node) => {
      const aliases: readonly string[] = node.known("aliases") ?? [];
      if (aliases.length === 0) return [{ node, says: "it has no name of its own" }];
      const used = node.uses("viewerCertificate");
      const waits = used.filter(({ type }) => type === certificateValidation);
      const certificates = [...used, ...waits.flatMap((one) => one.uses("certificateArn"))].filter(
        ({ type }) => type === certificate,
      );
      if (certificates.length === 0)
        return typeof node.known("viewerCertificate", "acmCertificateArn") === "string"
          ? []
          : [{ node, says: "it has no certificate of ours" }];
      const names = certificates.flatMap(issuedFor);
      return [
        ...aliases
          .map(plain)
          .filter((host) => !covered(names, host))
          .map((host) => ({ node, says: `its certificate does not name ${host}` })),
        ...certificates
          .filter((one) => regionOf(one) !== cdnRegion)
          .map((one) => ({ node: one, says: `it is made in ${regionOf(one) ?? "no known region"}` })),
        ...(waits.length === 0 ? [{ node, says: "does not wait until its certificate is valid" }] : []),
      ];
    }),
  examples: {
    pass: [
      [...cdn(["valid"]), ...issued({})],
      [
        ...cdn(["valid"]),
        ...issued({ domainName: "shop.example", subjectAlternativeNames: ["*.shop.example"] }),
      ],
      [
        {
          type: distribution,
          name: "cdn",
          props: { aliases: ["app.shop.example"], viewerCertificate: { acmCertificateArn: "arn:aws:acm:1" } },
        },
      ],
    ],
    fail: [
      cdn([]),
      cdn([], []),
      [...cdn(["valid"]), ...issued({ domainName: "api.shop.example" })],
      [...cdn(["valid"]), ...issued({ region: "eu-central-1" })],
      [...cdn(["issued"]), ...issued({})],
    ],
  },
});
