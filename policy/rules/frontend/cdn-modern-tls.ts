import { distribution } from "../../reading/cdn.ts";
import { resourceRule } from "../../rule.ts";

const modern = /^TLSv1\.[23]_20(2[1-9]|[3-9]\d)$/;
const own = { acmCertificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1" };

export const cdnModernTls = resourceRule({
  id: "cdn-modern-tls",
  title: "The CDN speaks no TLS that is known to be broken",
  requirements: ["G05"],
  controls: ["FSBP CloudFront.15", "CKV_AWS_174", "AwsSolutions-CFR4"],
  why: "With CloudFront's own certificate the lowest version is TLS 1.0, whatever is set; with one of ours it is the program's to say.",
  fix: 'Set viewerCertificate with acmCertificateArn and minimumProtocolVersion: "TLSv1.2_2025".',
  judges: distribution,
  findings: ({ viewerCertificate = {} }) => [
    ...(viewerCertificate.cloudfrontDefaultCertificate === true
      ? ["it shows CloudFront's own certificate"]
      : []),
    ...(modern.test(viewerCertificate.minimumProtocolVersion ?? "")
      ? []
      : [`minimumProtocolVersion is ${viewerCertificate.minimumProtocolVersion ?? "left to AWS: TLS 1.0"}`]),
  ],
  examples: {
    pass: [
      { props: { viewerCertificate: { ...own, minimumProtocolVersion: "TLSv1.2_2021" } } },
      { props: { viewerCertificate: { ...own, minimumProtocolVersion: "TLSv1.2_2025" } } },
      { props: { viewerCertificate: { ...own, minimumProtocolVersion: "TLSv1.3_2025" } } },
    ],
    fail: [
      { props: {} },
      { props: { viewerCertificate: own } },
      { props: { viewerCertificate: { ...own, minimumProtocolVersion: "TLSv1.2_2019" } } },
      { props: { viewerCertificate: { ...own, minimumProtocolVersion: "TLSv1.1_2016" } } },
      {
        props: {
          viewerCertificate: { cloudfrontDefaultCertificate: true, minimumProtocolVersion: "TLSv1.2_2021" },
        },
      },
    ],
  },
});
