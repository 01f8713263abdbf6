import { proxy } from "../../reading/data-tier.ts";
import { rawProperty } from "../../reading/unknown.ts";
import { type Props, resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const proxyLogsInWithSecrets = resourceRule({
  id: "proxy-logs-in-with-secrets",
  title: "The proxy asks who connects, and logs in with secrets",
  requirements: ["G07", "P03"],
  why: "Clients are let in by what stands in Secrets Manager, and MD5 lets whoever has the hash in without the password.",
  fix: "Give the proxy auths with authScheme SECRETS and clientPasswordAuthType POSTGRES_SCRAM_SHA_256, or IAM.",
  judges: proxy,
  findings: (props) => {
    if (props.defaultAuthScheme === "IAM_AUTH") return [];
    const auths = rawProperty(props, "auths");
    if (!Array.isArray(auths) || auths.length === 0) return ["it knows no credentials"];
    return (props.auths as readonly Props[]).flatMap((auth) => [
      ...(rawProperty(auth, "secretArn") ? [] : ["it logs in without a secret"]),
      ...(/MD5|NATIVE/.test(auth.clientPasswordAuthType ?? "") ? ["its clients sign in by a weak hash"] : []),
    ]);
  },
  examples: {
    pass: [
      {
        props: {
          auths: [
            { authScheme: "SECRETS", secretArn: unknown, clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256" },
          ],
        },
      },
      { props: { defaultAuthScheme: "IAM_AUTH" } },
    ],
    fail: [
      { props: {} },
      { props: { auths: [] } },
      { props: { auths: [{ authScheme: "SECRETS" }] } },
      { props: { auths: [{ secretArn: unknown, clientPasswordAuthType: "POSTGRES_MD5" }] } },
      { props: { auths: unknown } },
    ],
  },
});
