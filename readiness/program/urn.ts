/** The stack's root type: it is left out of its children's URNs. */
export const rootType = "pulumi:pulumi:Stack";

/** `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`, as the engine builds it. */
export function urnOf(
  at: { stack: string; project: string },
  parent: string,
  type: string,
  name: string,
): string {
  const enclosing = parent === "" ? "" : qualifiedType(parent);
  const qualified = enclosing === "" || enclosing === rootType ? type : `${enclosing}$${type}`;
  return `urn:pulumi:${at.stack}::${at.project}::${qualified}::${name}`;
}

const qualifiedType = (urn: string): string => urn.split("::")[2] ?? "";

/** The logical name: everything behind the third `::`, which may itself contain `::`. What is no URN names itself. */
export const nameOf = (urn: string): string =>
  urn.startsWith("urn:") ? urn.split("::").slice(3).join("::") : urn;

/** The stack's own URN: findings about the stack as a whole carry it. */
export const rootUrn = (at: { stack: string; project: string }): string =>
  urnOf(at, "", rootType, `${at.project}-${at.stack}`);
