import type { StackFile } from "../../config/stack-file.ts";
import { activeBreakers } from "../breakers/active.ts";
import { expiryOf } from "../breakers/expiry.ts";
import { costOf } from "../cost/cost.ts";
import { dataMapOf } from "../data-map/data-map.ts";
import { imagesIn } from "../go-live/images.ts";
import type { ParitySide } from "../parity/parity.ts";
import { parityOf } from "../parity/parity.ts";
import type { Shipped } from "../register/shipped.ts";
import { type JudgedSurface, surfaceRows } from "../surface/judge.ts";
import type { Evaluation } from "../types.ts";
import { findingsOf, rulesOf } from "./findings.ts";
import type { Judged, ResourceShape } from "./order.ts";
import type { Stacks } from "./stacks.ts";

/** Linux: MAX_ARG_STRLEN, less the variable's name. */
const longestVariable = 128 * 1024 - 64;

/** What the evaluation processes found, joined with what the stack files say. */
export function evaluationOf(
  { file, beside }: Stacks,
  own: Judged,
  other: readonly ResourceShape[] | undefined,
  { surface, shipped }: { readonly surface: JudgedSurface; readonly shipped: Shipped },
): Evaluation {
  const breakers = activeBreakers(file.config, new Date());
  const expiry = expiryOf(breakers);
  return {
    stack: file.stack,
    project: file.project,
    environment: file.config.environment,
    resources: own.resources,
    images: imagesIn(own.shapes),
    findings: [...findingsOf(own.violations), ...surface.findings, ...expiry.findings],
    rules: [...rulesOf(own.resources, file.config.environment), ...surface.rules, expiry.rule],
    parity: beside && other ? parityOf(side(file, own.shapes), side(beside, other)) : [],
    dataMap: dataMapOf(own.shapes, file.config),
    surface: surfaceRows(file.config),
    breakers,
    cost: costOf(own.shapes, file.config),
    deployment: own.deployment,
    shapes: own.shapes,
    shipped,
    ...(beside ? { comparedWith: beside.stack } : {}),
    timings: own.timings,
    problems: [...own.problems, ...doubts(file, other !== undefined)],
  };
}

const side = ({ stack, config }: StackFile, shapes: readonly ResourceShape[]): ParitySide => ({
  stack,
  config,
  shapes,
});

function doubts({ file, stack, raw }: StackFile, compared: boolean): string[] {
  const length = Buffer.byteLength(JSON.stringify(raw));
  return [
    ...(stack === "production" && !compared
      ? [
          `there is no Pulumi.staging.yaml beside ${file}: that staging mirrors production is not proven (P15)`,
        ]
      : []),
    ...(length > longestVariable
      ? [
          `the configuration is ${Math.ceil(length / 1024)} KiB long: the engine hands it over in an environment variable, which takes 128 KiB`,
        ]
      : []),
  ];
}
