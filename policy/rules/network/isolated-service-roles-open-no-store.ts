import { service, taskDefinition } from "../../reading/aws-types.ts";
import { covers, type Statement, written } from "../../reading/document.ts";
import { role } from "../../reading/grants.ts";
import { ofKind } from "../../reading/kinds.ts";
import { rightsOf, rolePolicy } from "../../reading/role-rights.ts";
import { nameInArn } from "../../reading/secret-arns.ts";
import { namesStore } from "../../reading/store-addresses.ts";
import { type StackExample, type StackFinding, stackRule } from "../../rule.ts";
import { type Node, type StackView, unknown } from "../../view.ts";

const reading = ["secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters"];
const opening = ["rds-db:connect", "rds-data:ExecuteStatement", "elasticache:Connect", "dynamodb:GetItem"];
const secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop";

export const isolatedServiceRolesOpenNoStore = stackRule({
  id: "isolated-service-roles-open-no-store",
  title: "The roles of an isolated service open no store, and read no address of one",
  requirements: ["P05", "G13"],
  judges: service,
  why: "What the network keeps apart, a right brings together: with the address from a secret and the Data API, there is no need for a connection.",
  fix: "Remove rds-db, rds-data, elasticache and dynamodb from its roles, and let them read its own secrets alone, by name.",
  findings: (stack) =>
    ofKind(stack, "isolated").flatMap((node) => rolesOf(node).flatMap((its) => wrong(stack, its))),
  examples: {
    pass: [
      scraper({ Effect: "Allow", Action: reading[0], Resource: `${secret}/SCRAPER_TOKEN-??????` }),
      scraper({ Effect: "Deny", Action: "rds-db:connect", Resource: "*" }),
    ],
    fail: [
      scraper({ Effect: "Allow", Action: reading[0], Resource: `${secret}/DATABASE_URL-??????` }),
      scraper({ Effect: "Allow", Action: "secretsmanager:*", Resource: `${secret}/*` }),
      scraper({ Effect: "Allow", Action: "rds-db:connect", Resource: "arn:aws:rds-db:*:*:dbuser:db-1/shop" }),
      scraper({ Effect: "Allow", Action: "elasticache:*", Resource: "arn:aws:elasticache:*:*:user:shop" }),
      scraper(unknown),
    ],
  },
});

const rolesOf = (node: Node) =>
  node
    .uses("taskDefinition")
    .flatMap((definition) =>
      ["taskRoleArn", "executionRoleArn"].flatMap((property) => definition.uses(property)),
    )
    .filter(({ type }) => type === role);

function wrong(stack: StackView, node: Node): readonly StackFinding[] {
  const { statements, unread } = rightsOf(stack, node);
  if (unread) return [{ node, says: "its rights are known only after deploy", notProven: true }];
  const allowing = statements.filter(({ allows }) => allows);
  return [
    ...opening
      .filter((action) => allowing.some((one) => grants(one, action)))
      .map((action) => `may ${action}`),
    ...allowing
      .filter((one) => reading.some((action) => grants(one, action)))
      .flatMap(({ resources }) => resources.map(nameInArn))
      .filter((name) => name.endsWith("*") || namesStore(name))
      .map((name) => `may read ${name}`),
  ].map((says) => ({ node, says }));
}

const grants = ({ actions }: Statement, action: string): boolean =>
  actions.some((one) => covers(one, action));

function scraper(rights: object | typeof unknown): StackExample {
  const policy = rights === unknown ? unknown : written(Object(rights));
  return [
    { type: role, name: "role", props: { name: "shop-scraper" } },
    { type: rolePolicy, name: "policy", props: { policy }, uses: { role: ["role"] } },
    { type: taskDefinition, name: "task", uses: { taskRoleArn: ["role"] } },
    {
      type: service,
      name: "scraper",
      props: { tags: { "service-kind": "isolated" } },
      uses: { taskDefinition: ["task"] },
    },
  ];
}
