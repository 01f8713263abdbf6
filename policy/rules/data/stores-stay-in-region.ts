import { cluster, instance, replicationGroup } from "../../reading/data-tier.ts";
import { statefulTypes } from "../../reading/stateful.ts";
import { stackRule } from "../../rule.ts";

/** A backup's copy lies elsewhere on purpose, with the key that it is under; and where it goes, the program says. */
const copies = ["aws:backup/vault:Vault", "aws:kms/key:Key"];
const stores = statefulTypes.filter((type) => !copies.includes(type));

export const storesStayInRegion = stackRule({
  id: "stores-stay-in-region",
  title: "No store is put into another region than the one that is declared",
  requirements: ["C18"],
  why: "The law that protects people's data is the one of the place where it lies.",
  fix: "Leave out region on single resources: the provider says where everything is made.",
  judges: stores,
  findings: (stack) =>
    stack.all(...stores).flatMap((node) => {
      if (node.isUnknown("region"))
        return [{ node, says: "its region is not known", notProven: true as const }];
      const [region, declared] = [node.known("region"), node.provider.region];
      return region === undefined || declared === undefined || region === declared
        ? []
        : [{ node, says: `it is made in ${region}, not in ${declared}` }];
    }),
  examples: {
    pass: [
      [
        { type: instance, name: "main", provider: { region: "eu-central-1" } },
        {
          type: "aws:backup/vault:Vault",
          name: "copies",
          props: { region: "eu-west-1" },
          provider: { region: "eu-central-1" },
        },
      ],
      [
        {
          type: cluster,
          name: "main",
          props: { region: "eu-central-1" },
          provider: { region: "eu-central-1" },
        },
      ],
    ],
    fail: [
      [
        {
          type: instance,
          name: "main",
          props: { region: "us-east-1" },
          provider: { region: "eu-central-1" },
        },
      ],
      [
        {
          type: replicationGroup,
          name: "main",
          props: { region: "us-east-1" },
          provider: { region: "eu-central-1" },
        },
      ],
    ],
  },
});
