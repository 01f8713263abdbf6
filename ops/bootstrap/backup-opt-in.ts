import {
  BackupClient,
  DescribeRegionSettingsCommand,
  UpdateRegionSettingsCommand,
} from "@aws-sdk/client-backup";
import type { Config } from "../../config/schema.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";
import { otherwise, type Part, right } from "./part.ts";

const kinds = ["RDS", "Aurora", "S3"] as const;
type Kind = (typeof kinds)[number];

/** What a stack keeps, in AWS Backup's words. */
const keptBy = ({ database, buckets }: Config): readonly Kind[] => [
  database.engine === "postgres" ? "RDS" : "Aurora",
  ...(Object.keys(buckets).length > 0 ? (["S3"] as const) : []),
];

/**
 * Whether AWS Backup works on a kind of store at all is the account's setting, region by region. An Aurora cluster is left
 * out without it even where a plan names it; the others are not ("Assigning resources with AWS CLI", AWS Backup guide).
 */
export function backupOptIn({ config }: Target, session: Session): Part {
  const client = new BackupClient({ region: config.region, ...bounded(30) });
  const kept = keptBy(config);
  const read = async () => {
    const send = () => client.send(new DescribeRegionSettingsCommand({}));
    const doing = "read what AWS Backup is opted in to";
    const answer = await session.call(doing, "backup:DescribeRegionSettings", send);
    return answer.ResourceTypeOptInPreference ?? {};
  };
  return {
    what: `AWS Backup opted in to ${kept.join(" and ")}, for all of the account in ${config.region}`,
    look: async () => {
      const set = await read();
      if (kept.every((kind) => set[kind])) return right;
      const said = (kind: Kind) =>
        `${kind} ${set[kind] ? "on" : "off"}${kept.includes(kind) ? "" : ", which this stack does not use"}`;
      return otherwise(kinds.map(said).join("; "));
    },
    make: async () => {
      // The whole list, all others as they are: what becomes of a kind that is left out is not documented.
      const ResourceTypeOptInPreference = {
        ...(await read()),
        ...Object.fromEntries(kept.map((kind) => [kind, true])),
      };
      const send = () => client.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference }));
      await session.call(`opt in to ${kept.join(" and ")}`, "backup:UpdateRegionSettings", send);
    },
  };
}
