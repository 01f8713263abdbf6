import { replicationGroup, serverlessCache } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const cacheAsksWhoConnects = resourceRule({
  id: "cache-asks-who-connects",
  title: "The cache asks everyone who connects for a credential",
  requirements: ["G02", "C10"],
  controls: ["FSBP ElastiCache.6", "CKV_AWS_31", "AwsSolutions-AEC6"],
  why: "Whoever reaches an open cache reads every session and can put jobs of their own into the queue.",
  fix: "Set authToken from a generated secret, or name a user group.",
  judges: [replicationGroup, serverlessCache],
  findings: (props) =>
    ["authToken", "authTokenWo", "userGroupIds", "userGroupId"].some((key) => given(props, key))
      ? []
      : ["it has neither a token nor users"],
  examples: {
    pass: [
      { props: { authToken: unknown } },
      { props: { userGroupIds: ["app"] } },
      { type: serverlessCache, props: { userGroupId: "app" } },
    ],
    fail: [{ props: {} }, { props: { authToken: "" } }, { type: serverlessCache, props: {} }],
  },
});
