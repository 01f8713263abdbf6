import { Endpoint, type Reply } from "../cli/running.ts";

type Cluster = Record<string, unknown> & { DBClusterIdentifier: string; Status: string; TagList: Tag[] };
type Member = Record<string, unknown> & {
  DBInstanceIdentifier: string;
  DBInstanceStatus: string;
  cluster: Cluster;
};
interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/**
 * Aurora, of whose members moto loses sight when their cluster is renamed: clusters, members, one snapshot and the proxy
 * before them. A change is seen two looks later, and until then its server is not available.
 */
export class AuroraStandIn {
  readonly clusters: Cluster[] = [];
  readonly members: Member[] = [];
  /** What was changed, in order. */
  readonly changes: string[] = [];
  readonly snapshot: string;
  #owner = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!cluster-old-abcdef";
  #later: { left: number; readonly change: () => void }[] = [];

  constructor(snapshot: string) {
    this.snapshot = snapshot;
  }

  listen(): Promise<Endpoint> {
    return Endpoint.start((_, body) => this.#answer(new URLSearchParams(body)));
  }

  #answer(asked: URLSearchParams): Reply {
    const action = asked.get("Action") ?? "";
    if (action.startsWith("Describe")) this.#pass();
    else
      this.changes.push(
        [
          action,
          asked.get("DBClusterIdentifier"),
          asked.get("DBInstanceIdentifier"),
          asked.get("NewDBClusterIdentifier") ?? asked.get("NewDBInstanceIdentifier"),
        ]
          .filter(Boolean)
          .join(" "),
      );
    const result = this.#does(action, asked);
    return {
      headers: { "content-type": "text/xml" },
      body: `<${action}Response><${action}Result>${xml(result)}</${action}Result></${action}Response>`,
    };
  }

  #does(action: string, asked: URLSearchParams): object {
    const one = (name: string) => asked.get(name) ?? "";
    switch (action) {
      case "DescribeDBClusters":
        return { DBClusters: this.clusters.map((cluster) => ({ DBCluster: this.#shown(cluster) })) };
      case "DescribeDBInstances":
        return {
          DBInstances: this.members.map(({ cluster, ...member }) => ({
            DBInstance: { ...member, DBClusterIdentifier: cluster.DBClusterIdentifier },
          })),
        };
      case "DescribeDBClusterSnapshots":
        return {
          DBClusterSnapshots: [
            {
              DBClusterSnapshot: {
                DBClusterSnapshotIdentifier: this.snapshot,
                Status: "available",
                SnapshotCreateTime: "2026-11-10T00:00:00Z",
              },
            },
          ],
        };
      case "DescribeDBProxies":
        return {
          DBProxies: [{ member: { Auth: [{ member: { AuthScheme: "SECRETS", SecretArn: this.#owner } }] } }],
        };
      case "DescribeDBProxyTargets":
        return { Targets: [{ member: { TargetHealth: { State: "AVAILABLE" } } }] };
      case "ModifyDBProxy":
        this.#owner = one("Auth.member.1.SecretArn");
        return {};
      case "RestoreDBClusterFromSnapshot":
        return this.#restore(asked);
      case "CreateDBInstance":
        return this.member(
          one("DBInstanceIdentifier"),
          one("DBClusterIdentifier"),
          one("DBInstanceClass"),
          one("PromotionTier"),
          "creating",
        );
      case "ModifyDBCluster":
        return this.#modifyCluster(asked);
      case "ModifyDBInstance":
        return this.#renameMember(one("DBInstanceIdentifier"), one("NewDBInstanceIdentifier"));
      case "AddTagsToResource":
        return this.#tag(asked);
      default:
        return {};
    }
  }

  cluster(
    settings: Omit<Cluster, "TagList" | "Status"> & { DBClusterIdentifier: string; TagList?: Tag[] },
  ): Cluster {
    const number = this.clusters.length + 1;
    const made = {
      Status: "available",
      Engine: "aurora-postgresql",
      EngineVersion: "17.4",
      StorageEncrypted: "true",
      DbClusterResourceId: `cluster-${number}`,
      DBClusterArn: `arn:aws:rds:eu-central-1:123456789012:cluster:${number}`,
      TagList: [],
      ...settings,
    };
    this.clusters.push(made);
    return made;
  }

  member(name: string, of: string, size: string, tier: string, DBInstanceStatus = "available"): object {
    const cluster = this.#cluster(of);
    const made: Member = {
      DBInstanceIdentifier: name,
      DBInstanceStatus,
      DBInstanceClass: size,
      PromotionTier: tier,
      Engine: "aurora-postgresql",
      cluster,
    };
    this.members.push(made);
    this.#then(() => {
      made.DBInstanceStatus = "available";
    });
    return {};
  }

  membersOf = (cluster: Cluster | undefined): readonly Member[] =>
    this.members.filter((one) => one.cluster === cluster);

  #cluster(name: string): Cluster {
    const found = this.clusters.find((one) => one.DBClusterIdentifier === name);
    if (found === undefined) throw new Error(`no cluster ${name}`);
    return found;
  }

  #shown({ TagList, ...cluster }: Cluster): object {
    const all = this.members.filter((one) => one.cluster.DBClusterIdentifier === cluster.DBClusterIdentifier);
    return {
      ...cluster,
      TagList: TagList.map((tag) => ({ Tag: tag })),
      DBClusterMembers: all.map(({ DBInstanceIdentifier }) => ({
        DBClusterMember: { DBInstanceIdentifier },
      })),
    };
  }

  #restore(asked: URLSearchParams): object {
    const made = this.cluster({
      DBClusterIdentifier: asked.get("DBClusterIdentifier") ?? "",
      TagList: tagsIn(asked),
    });
    for (const name of ["KmsKeyId", "DBClusterParameterGroupName", "Port"]) {
      const value = asked.get(name);
      if (value !== null)
        made[name === "DBClusterParameterGroupName" ? "DBClusterParameterGroup" : name] = value;
    }
    made.Status = "creating";
    this.#then(() => {
      made.Status = "available";
    });
    return {};
  }

  #modifyCluster(asked: URLSearchParams): object {
    const cluster = this.#cluster(asked.get("DBClusterIdentifier") ?? "");
    const name = asked.get("NewDBClusterIdentifier");
    if (asked.get("ManageMasterUserPassword") === "true") {
      const SecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!cluster-new-abcdef";
      cluster.MasterUserSecret = { SecretArn, SecretStatus: "active" };
    }
    cluster.Status = name === null ? "modifying" : "renaming";
    this.#then(() => {
      if (name !== null) cluster.DBClusterIdentifier = name;
      cluster.Status = "available";
    });
    return {};
  }

  #renameMember(from: string, to: string): object {
    const member = this.members.find((one) => one.DBInstanceIdentifier === from);
    if (member === undefined || this.members.some((one) => one.DBInstanceIdentifier === to))
      throw new Error(`${from} → ${to}`);
    member.DBInstanceStatus = "renaming";
    this.#then(() => {
      Object.assign(member, { DBInstanceIdentifier: to, DBInstanceStatus: "available" });
    });
    return {};
  }

  #tag(asked: URLSearchParams): object {
    const cluster = this.clusters.find((one) => one.DBClusterArn === asked.get("ResourceName"));
    for (const tag of tagsIn(asked))
      if (cluster) cluster.TagList = [...cluster.TagList.filter(({ Key }) => Key !== tag.Key), tag];
    return {};
  }

  #then(change: () => void): void {
    this.#later.push({ left: 2, change });
  }

  #pass(): void {
    const due = this.#later.filter((one) => --one.left <= 0);
    this.#later = this.#later.filter((one) => !due.includes(one));
    for (const { change } of due) change();
  }
}

const tagsIn = (asked: URLSearchParams): Tag[] =>
  [...asked].flatMap(([name, Key]) => {
    const number = /^Tags\.Tag\.(\d+)\.Key$/.exec(name)?.[1];
    return number === undefined ? [] : [{ Key, Value: asked.get(`Tags.Tag.${number}.Value`) ?? "" }];
  });

/** As the query protocol writes it: a list's elements bring their names. */
function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map(xml).join("");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => `<${name}>${xml(inner)}</${name}>`)
    .join("");
}
