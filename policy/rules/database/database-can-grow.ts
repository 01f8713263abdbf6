import { instance } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";

export const databaseCanGrow = resourceRule({
  id: "database-can-grow",
  title: "The database's disk grows before it is full",
  requirements: ["P13", "C09"],
  why: "A PostgreSQL whose disk is full stops, and does not start again until someone has made it larger.",
  fix: "Set maxAllocatedStorage above allocatedStorage.",
  judges: instance,
  findings: (props) => {
    if (given(props, "replicateSourceDb")) return [];
    const { allocatedStorage = 0, maxAllocatedStorage: limit = 0 } = props;
    return limit > allocatedStorage
      ? []
      : [limit === 0 ? "maxAllocatedStorage is not set" : `it may not grow beyond ${limit} GiB`];
  },
  examples: {
    pass: [
      { props: { allocatedStorage: 20, maxAllocatedStorage: 100 } },
      { props: { replicateSourceDb: "main" } },
    ],
    fail: [
      { props: {} },
      { props: { allocatedStorage: 20 } },
      { props: { allocatedStorage: 100, maxAllocatedStorage: 100 } },
    ],
  },
});
