/** True for "production", "eu-prod", "shop-live2": the name decides before the configuration does, which `-c` can change. */
export const namesProduction = (stack: string): boolean =>
  stack
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => /^(prod|production|prd|live)\d*$/.test(word));
