import { repository } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const lifecycle = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const least = 10;

interface Selection {
  readonly tagStatus?: string;
  readonly countType?: string;
  readonly countNumber?: number;
}

/** What would expire images that a rollback may need. */
function expires({ tagStatus, countType, countNumber = 0 }: Selection): readonly string[] {
  if (tagStatus === "untagged") return [];
  if (countType !== "imageCountMoreThan") return ["expires tagged images by age, running ones too"];
  return countNumber >= least ? [] : [`keeps ${countNumber} images; a rollback may need ${least}`];
}

/** What the rules of a lifecycle policy select; undefined where it is not known or not JSON. */
function selectionsOf(policy: unknown): readonly Selection[] | undefined {
  try {
    const rules: unknown = JSON.parse(String(policy)).rules;
    return Array.isArray(rules) ? rules.map((rule) => Object(rule).selection ?? {}) : undefined;
  } catch {
    return undefined;
  }
}

const policy = (selection: Selection) =>
  [
    { type: repository, name: "images" },
    {
      type: lifecycle,
      name: "keep",
      props: {
        policy: JSON.stringify({ rules: [{ rulePriority: 1, selection, action: { type: "expire" } }] }),
      },
      uses: { repository: ["images"] },
    },
  ] as const;

export const registryKeepsImages = stackRule({
  id: "registry-keeps-images",
  title: "The registry forgets old images, but none that a rollback needs",
  requirements: ["P17", "C21", "C08"],
  controls: ["FSBP ECR.3"],
  judges: [repository, lifecycle],
  why: "Without a lifecycle the bill grows for ever; with a careless one the previous release is gone when it is wanted.",
  fix: `Add an ecr.LifecyclePolicy that keeps at least ${least} tagged images, by count (imageCountMoreThan), never by age.`,
  findings: (stack) => {
    const kept = new Set(
      stack.all(lifecycle).flatMap((node) => [...node.uses("repository"), node.known("repository")]),
    );
    return [
      ...stack
        .all(repository)
        .flatMap((node) =>
          kept.has(node) || kept.has(node.known("name") ?? node)
            ? []
            : [{ node, says: "has no lifecycle policy" }],
        ),
      ...stack.all(lifecycle).flatMap((node) => {
        const selections = selectionsOf(node.known("policy"));
        if (!selections)
          return [{ node, says: "its policy cannot be read before deploy", notProven: true as const }];
        return selections.flatMap(expires).map((says) => ({ node, says }));
      }),
    ];
  },
  examples: {
    pass: [
      policy({ tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 }),
      policy({ tagStatus: "untagged", countType: "sinceImagePushed", countNumber: 7 }),
    ],
    fail: [
      [{ type: repository, name: "images" }],
      [
        { type: repository, name: "images" },
        { type: lifecycle, name: "keep", uses: { repository: ["images"], policy: ["images"] } },
      ],
      policy({ tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 }),
      policy({ tagStatus: "tagged", countType: "sinceImagePushed", countNumber: 30 }),
    ],
  },
});
