import {
  cache,
  cluster,
  databases,
  loadBalancers,
  logGroup,
  repository,
  secret,
  service,
  taskDefinition,
  topic,
} from "../../reading/aws-types.ts";
import { isPlaceholder } from "../../reading/placeholders.ts";
import { allTags } from "../../reading/tags.ts";
import { resourceRule } from "../../rule.ts";

const needed = ["owner", "environment"] as const;

const shop = { defaultTags: JSON.stringify({ tags: { owner: "growth", environment: "production" } }) };

export const ownerTagged = resourceRule({
  id: "owner-tagged",
  title: "Everything that runs or costs says whose it is",
  requirements: ["G15", "C22"],
  judges: [
    ...databases,
    ...loadBalancers,
    cache,
    cluster,
    service,
    taskDefinition,
    logGroup,
    secret,
    topic,
    repository,
    "aws:s3/bucket:Bucket",
    "aws:kms/key:Key",
    "aws:ec2/vpc:Vpc",
  ],
  why: "What has no owner is neither patched nor paid for by anybody, and nobody dares to delete it.",
  fix: "Set the tags owner and environment, best as defaultTags of the provider.",
  findings: ({ tags }, { provider }) => {
    const lower = new Map(
      Object.entries(allTags(tags, provider)).map(([key, value]) => [key.toLowerCase(), value]),
    );
    return needed.flatMap((key) => {
      const value = lower.get(key);
      if (typeof value !== "string" || value === "") return [`has no ${key} tag`];
      return isPlaceholder(value) ? [`its ${key} tag is a placeholder`] : [];
    });
  },
  examples: {
    pass: [
      { props: { tags: { owner: "growth", environment: "production" } } },
      { props: {}, provider: shop },
      {
        props: { tags: { Owner: "growth" } },
        provider: { defaultTags: JSON.stringify({ tags: { Environment: "staging" } }) },
      },
    ],
    fail: [
      { props: {} },
      { props: { tags: { owner: "growth" } } },
      { props: { tags: { owner: "" } }, provider: shop },
      { props: { tags: { owner: "TODO" } }, provider: shop },
      { props: {}, provider: { defaultTags: "{" } },
    ],
  },
});
