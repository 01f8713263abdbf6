import { listeners } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

/** TLS 1.3 with 1.2 (restricted or not, FIPS, post-quantum) or TLS 1.3 alone; not the 1.0, 1.1 and Ext variants. */
const modern = /^ELBSecurityPolicy-TLS13-1-[23](?:-Res)?(?:-FIPS)?(?:-PQ)?-20\d\d-\d\d$/;

export const listenerModernTls = resourceRule({
  id: "listener-modern-tls",
  title: "No listener speaks a TLS that is known to be broken",
  requirements: ["G05"],
  controls: ["FSBP ELB.17", "CKV_AWS_103", "CKV2_AWS_74"],
  why: "Left out, AWS takes ELBSecurityPolicy-2016-08, which still speaks TLS 1.0.",
  fix: 'Set sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09".',
  judges: listeners,
  findings: ({ protocol, sslPolicy }) =>
    (protocol === "HTTPS" || protocol === "TLS") && !modern.test(sslPolicy ?? "")
      ? [`sslPolicy is ${sslPolicy ?? "left to AWS's default of 2016"}`]
      : [],
  examples: {
    pass: [
      { props: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" } },
      { props: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } },
      { props: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04" } },
      { props: { protocol: "HTTP" } },
    ],
    fail: [
      { props: { protocol: "HTTPS" } },
      { props: { protocol: "TLS" } },
      { props: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" } },
      { props: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" } },
      { props: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06" } },
    ],
  },
});
