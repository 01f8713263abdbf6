/** The name in a secret's or parameter's ARN, without what AWS and ECS hang on to it; all managed passwords count as one. */
export function nameInArn(arn: string): string {
  const inSecret = /:secret:([^:]+?)(-[A-Za-z0-9?*]{6})?(:.*)?$/.exec(arn)?.[1];
  const inParameter = /:parameter(\/[^:]+)$/.exec(arn)?.[1];
  const name = inSecret ?? inParameter ?? arn;
  return name.startsWith("rds!") ? "rds!" : name.replace(/^\//, "");
}
