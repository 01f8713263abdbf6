import * as aws from "@pulumi/aws";
import type { Config } from "../config/schema.ts";

/** The one AWS provider: wrong credentials stop here, not halfway, and every resource carries the stack's tags. */
export const awsProvider = (config: Config): aws.Provider =>
  new aws.Provider("aws", {
    region: config.region as aws.Region,
    allowedAccountIds: [config.account],
    defaultTags: {
      tags: {
        product: config.product,
        environment: config.environment,
        owner: config.owner,
        "managed-by": "pulumi",
      },
    },
  });
