import type { Recording } from "../../../readiness/program/recording.ts";
import { statement, statements } from "./documents.ts";
import { add, container, disconnect, edit, type Mutation, only, set } from "./mutation.ts";

const scraper = { type: "aws:ecs/service:Service", name: /^scraper-service$/ };
const group = (name: RegExp) => ({ type: "aws:ec2/securityGroup:SecurityGroup", name });
const wayOut = {
  type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  name: /^scraper-reaches-https$/,
};
const readsSecrets = { type: "aws:iam/rolePolicy:RolePolicy", name: /^scraper-execution-policy$/ };
const letters = { type: "aws:sqs/queue:Queue", name: /^cron-refresh-scores-dead-letters$/ };
const done = { type: "aws:sqs/queue:Queue", name: /^cron-refresh-scores-done$/ };

/** A service wears the groups of others beside its own. */
const wearing =
  (...names: readonly RegExp[]) =>
  (recording: Recording): Recording => {
    const at = only(recording, scraper);
    const groups = names.map((name) => only(recording, group(name)).urn);
    const own = at.propertyDependencies.get("networkConfiguration") ?? [];
    const propertyDependencies = new Map([
      ...at.propertyDependencies,
      ["networkConfiguration", [...own, ...groups]] as const,
    ]);
    return new Map([...recording, [at.urn, { ...at, propertyDependencies }]]);
  };

/** A rule of one group for another, on the port of PostgreSQL. */
const between = (type: "Ingress" | "Egress", name: string, on: RegExp, to: RegExp) =>
  add(wayOut, {
    type: `aws:vpc/securityGroup${type}Rule:SecurityGroup${type}Rule`,
    name,
    inputs: { description: "PostgreSQL", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 },
    uses: { securityGroupId: group(on), referencedSecurityGroupId: group(to) },
  });

const told = (more: object) =>
  container(/^scraper-/, (one) =>
    Object.fromEntries(
      Object.entries(more).map(([key, entry]) => [key, [...(one[key] as readonly object[]), entry]]),
    ),
  );

export const isolationMutations: readonly Mutation[] = [
  {
    title: "the database admits the scraper",
    requirement: "P05",
    change: between("Ingress", "proxy-from-scraper", /^database-proxy-group$/, /^scraper-group$/),
  },
  {
    title: "the scraper is led to the database",
    requirement: "P05",
    change: between("Egress", "scraper-reaches-proxy", /^scraper-group$/, /^database-proxy-group$/),
  },
  {
    title: "the scraper is let out to where databases answer",
    requirement: "P05",
    change: set(wayOut, { fromPort: 5432, toPort: 5432 }),
  },
  {
    title: "the scraper is let out on every port",
    requirement: "P05",
    change: set(wayOut, { ipProtocol: "-1", fromPort: undefined, toPort: undefined }),
  },
  {
    title: "the scraper is let out on ports that nobody chose",
    requirement: "P05",
    change: set(wayOut, { fromPort: 443, toPort: 1024 }),
  },
  {
    title: "the scraper is given the address of the database",
    requirement: "P05",
    change: told({
      secrets: {
        name: "DATABASE_URL",
        valueFrom:
          "arn:aws:secretsmanager:eu-central-1:111122223333:secret:prospector-production/DATABASE_URL-??????",
      },
    }),
  },
  {
    title: "the scraper is told where the cache is",
    requirement: "P05",
    change: told({ environment: { name: "CACHE_HOST", value: "queue.prospector.internal" } }),
  },
  {
    title: "the scraper wears the worker's group beside its own",
    requirement: "P05",
    change: wearing(/^worker-group$/),
  },
  {
    title: "the scraper wears a group from elsewhere",
    requirement: "P05",
    change: edit(scraper, (now) => {
      const placed = now.networkConfiguration as { readonly securityGroups: readonly string[] };
      const securityGroups = [...placed.securityGroups, "sg-0123456789abcdef0"];
      return { networkConfiguration: { ...placed, securityGroups } };
    }),
  },
  {
    title: "the scraper's role may read where the database is",
    requirement: "P05",
    change: statement(readsSecrets, "secretsmanager:GetSecretValue", (entry) => ({
      ...entry,
      Resource:
        "arn:aws:secretsmanager:eu-central-1:111122223333:secret:prospector-production/DATABASE_URL-??????",
    })),
  },
  {
    title: "the scraper's role may log in to the database",
    requirement: "P05",
    change: statements(readsSecrets, "policy", (all) => [
      ...all,
      {
        Effect: "Allow",
        Action: "rds-db:connect",
        Resource: "arn:aws:rds-db:eu-central-1:111122223333:dbuser:*/app",
      },
    ]),
  },
  {
    title: "a queue lies in the clear",
    requirement: "G07",
    change: disconnect(letters, "kmsMasterKeyId", undefined),
  },
  {
    title: "a queue answers plain HTTP",
    requirement: "G05",
    change: statements(letters, "policy", (all) => all.filter(({ Sid }) => Sid !== "NotInTheClear")),
  },
  {
    title: "everybody may write to a queue",
    requirement: "G07",
    change: statements(done, "policy", (all) =>
      all.map((one) => (one.Effect === "Allow" ? { ...one, Principal: "*", Condition: undefined } : one)),
    ),
  },
  {
    title: "a queue takes events of other accounts",
    requirement: "G07",
    change: statements(done, "policy", (all) =>
      all.map((one) => (one.Effect === "Allow" ? { ...one, Condition: undefined } : one)),
    ),
  },
  {
    title: "everybody can look up what runs inside",
    requirement: "P02",
    change: add(scraper, {
      type: "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace",
      name: "connect-namespace",
      inputs: { name: "inside.prospector.example" },
    }),
  },
  {
    title: "a service is called by a name and lets nobody in",
    requirement: "P02",
    change: edit(scraper, () => ({
      serviceConnectConfiguration: {
        enabled: true,
        namespace: "arn:aws:servicediscovery:eu-central-1:111122223333:namespace/ns-inside",
        services: [{ portName: "scraper", clientAlias: [{ dnsName: "scraper", port: 8000 }] }],
      },
    })),
  },
];
