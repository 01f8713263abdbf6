/** Where a stack's state is kept, by convention: what makes it, what may use it and what checks the stack file agree here. */
export const stateNames = (prefix: string, account: string) => ({
  bucket: `${prefix}-pulumi-state-${account}`,
  keyAlias: `alias/${prefix}-pulumi`,
});
