import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task } from "../../reading/containers.ts";
import { perStack } from "../../reading/per-stack.ts";
import { stackRule } from "../../rule.ts";
import type { StackView } from "../../view.ts";

const protection = "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy";

/** What an application writes down by mistake and nobody may read. */
const always = ["AwsSecretKey", "CreditCardNumber", "EmailAddress"] as const;

interface Policy {
  readonly Statement?: readonly {
    readonly DataIdentifier?: readonly string[];
    readonly Operation?: { readonly Deidentify?: object };
  }[];
}

/** By log group, the data identifiers that are masked there: the last words of AWS's ARNs. */
const maskedIn = perStack((stack: StackView): ReadonlyMap<string, ReadonlySet<string>> => {
  const masked = new Map<string, ReadonlySet<string>>();
  for (const node of stack.all(protection)) {
    const { Statement = [] }: Policy = JSON.parse(node.known("policyDocument") ?? "{}");
    const identifiers = Statement.filter(({ Operation }) => Operation?.Deidentify !== undefined).flatMap(
      ({ DataIdentifier = [] }) => DataIdentifier.map((arn) => arn.slice(arn.lastIndexOf("/") + 1)),
    );
    const groups: readonly unknown[] = node.isUnknown("logGroupName")
      ? node.uses("logGroupName").map((used) => used.known("name"))
      : [node.known("logGroupName")];
    for (const group of groups) if (typeof group === "string") masked.set(group, new Set(identifiers));
  }
  return masked;
});

const api = task({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/shop/api" } } });
const masking = (operation: object, ...identifiers: readonly string[]) =>
  ({
    type: protection,
    name: "masking",
    props: {
      logGroupName: "/shop/api",
      policyDocument: JSON.stringify({
        Statement: [
          {
            DataIdentifier: identifiers.map((one) => `arn:aws:dataprotection::aws:data-identifier/${one}`),
            Operation: operation,
          },
        ],
      }),
    },
  }) as const;
const mask = { Deidentify: { MaskConfig: {} } };

export const applicationLogsMasked = stackRule({
  id: "application-logs-masked",
  title: "Nobody reads addresses, cards or keys in an application's log",
  requirements: ["K22", "C18"],
  judges: taskDefinition,
  why: "Sooner or later a request, an error or a third party's answer is logged whole; masking is the last one to notice.",
  fix: `Add a cloudwatch.LogDataProtectionPolicy to the log group that masks at least ${always.join(", ")} (Deidentify, and Audit with the same identifiers).`,
  findings: (stack) =>
    eachContainer(stack, ({ logConfiguration }) => {
      const group = logConfiguration?.options?.["awslogs-group"];
      if (group === undefined) return [];
      const masked = maskedIn(stack).get(group);
      if (!masked) return [`nothing is masked in its log ${group}`];
      const readable = always.filter((one) => !masked.has(one));
      return readable.length === 0 ? [] : [`${readable.join(", ")} can be read in its log ${group}`];
    }),
  examples: {
    pass: [
      [api, masking(mask, ...always)],
      [api, masking(mask, ...always, "IpAddress")],
      [task({})],
      [
        api,
        { type: "aws:cloudwatch/logGroup:LogGroup", name: "log", props: { name: "/shop/api" } },
        {
          ...masking(mask, ...always),
          props: { policyDocument: masking(mask, ...always).props.policyDocument },
          uses: { logGroupName: ["log"] },
        },
      ],
    ],
    fail: [
      [api],
      [api, masking(mask, "EmailAddress")],
      [api, masking({ Audit: { FindingsDestination: {} } }, ...always)],
      [
        api,
        {
          ...masking(mask, ...always),
          props: { ...masking(mask, ...always).props, logGroupName: "/shop/other" },
        },
      ],
    ],
  },
});
