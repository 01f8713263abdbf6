import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import { urnOf } from "./urn.ts";

/** The URNs by which a resource was known before: the SDK sends what differs, the engine fills in the rest. */
export const aliasesOf = (
  at: { readonly stack: string; readonly project: string },
  request: RegisterResourceRequest,
): string[] =>
  request.getAliasesList().map((alias) => {
    const spec = alias.getSpec();
    if (!spec) return alias.getUrn();
    const parent = spec.getNoparent() ? "" : spec.getParenturn() || request.getParent();
    return urnOf(
      { stack: spec.getStack() || at.stack, project: spec.getProject() || at.project },
      parent,
      spec.getType() || request.getType(),
      spec.getName() || request.getName(),
    );
  });
