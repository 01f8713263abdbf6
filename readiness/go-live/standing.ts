import { findingsOf } from "../evaluation/findings.ts";
import { withoutSecrets } from "../program/secrets.ts";
import type { Evaluation } from "../types.ts";
import { imagesIn } from "./images.ts";
import { judgeStanding } from "./judge-state.ts";
import { registrationsIn } from "./registrations.ts";
import type { State } from "./state.ts";
import type { Standing } from "./types.ts";

interface At {
  readonly root: string;
  readonly config: Readonly<Record<string, string>>;
  /** Where the state was read. */
  readonly from: string;
}

/** Judges what stands by the same pack, and holds it against the plan. */
export async function standingOf(
  state: State,
  evaluation: Pick<Evaluation, "project" | "stack" | "resources" | "images">,
  { root, config, from }: At,
): Promise<Standing> {
  const { project, stack } = evaluation;
  const registrations = registrationsIn(state.resources);
  const violations = await judgeStanding(registrations, { root, project, stack, config });
  const images = imagesIn(
    [...registrations.values()].map(({ type, outputs }) => ({
      type,
      values: withoutSecrets(outputs.toJavaScript()) as Record<string, unknown>,
    })),
  );
  const resources = [...registrations.values()].map(({ type, name, urn }) => ({ type, name, urn }));
  return {
    from: state.at === undefined ? from : `${from}, as of ${state.at}`,
    resources,
    findings: findingsOf(violations),
    images,
    problems: [
      ...(state.pending > 0 ? [`${state.pending} operations began, and nobody knows how they ended`] : []),
    ],
    changes: [...difference(evaluation.resources, resources), ...otherImages(evaluation.images, images)],
  };
}

/** A default provider is the engine's own: no program registers it. */
const isEngines = (urn: string): boolean => /::pulumi:providers:[^:]+::default/.test(urn);

function difference(
  plan: readonly { readonly urn: string }[],
  state: readonly { readonly urn: string }[],
): string[] {
  const planned = new Set(plan.map(({ urn }) => urn));
  const standing = new Set(state.map(({ urn }) => urn));
  return [
    ...[...planned]
      .filter((urn) => !standing.has(urn) && !isEngines(urn))
      .map((urn) => `${urn} is planned, and does not stand`),
    ...[...standing]
      .filter((urn) => !planned.has(urn) && !isEngines(urn))
      .map((urn) => `${urn} stands, and is not planned`),
  ].sort();
}

const otherImages = (planned: readonly string[], standing: readonly string[]): string[] => [
  ...planned
    .filter((image) => !standing.includes(image))
    .map((image) => `no task definition that stands starts ${image}, which is planned`),
  ...standing
    .filter((image) => !planned.includes(image))
    .map((image) => `a task definition that stands starts ${image}, which is not planned`),
];
