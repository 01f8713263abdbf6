import { distribution } from "../../reading/cdn.ts";
import { type Props, resourceRule } from "../../rule.ts";

const old = ["SSLv3", "TLSv1", "TLSv1.1"];

function wrong({ originId, customOriginConfig: custom, vpcOriginConfig }: Props): readonly string[] {
  if (!custom || vpcOriginConfig) return [];
  const spoken: readonly string[] = custom.originSslProtocols ?? [];
  return [
    ...(custom.originProtocolPolicy === "https-only" ? [] : [`it may ask ${originId} in the clear`]),
    ...spoken.filter((one) => old.includes(one)).map((one) => `it speaks ${one} to ${originId}`),
  ];
}

const over = (customOriginConfig: object) => ({
  props: { origins: [{ originId: "api", domainName: "api.shop.example", customOriginConfig }] },
});

export const cdnAsksOriginsOverTls = resourceRule({
  id: "cdn-asks-origins-over-tls",
  title: "The CDN asks every server behind it over TLS",
  requirements: ["G05"],
  controls: ["FSBP CloudFront.9", "FSBP CloudFront.10", "AwsSolutions-CFR5"],
  why: "The way from the edge to the server is the open internet as well, and passwords and sessions go along it.",
  fix: 'Set originProtocolPolicy: "https-only" and originSslProtocols: ["TLSv1.2"].',
  judges: distribution,
  findings: ({ origins }) => (origins ?? []).flatMap(wrong),
  examples: {
    pass: [
      over({ originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] }),
      { props: { origins: [{ originId: "pages", domainName: "b.s3.eu-central-1.amazonaws.com" }] } },
    ],
    fail: [
      over({ originProtocolPolicy: "http-only", originSslProtocols: ["TLSv1.2"] }),
      over({ originProtocolPolicy: "match-viewer", originSslProtocols: ["TLSv1.2"] }),
      over({ originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1", "TLSv1.2"] }),
    ],
  },
});
