import type * as pulumi from "@pulumi/pulumi";

/** For what cannot be made again. Pulumi refuses to delete it, and if told to forget it, leaves it standing. */
export const durable = (parent: pulumi.Resource): pulumi.CustomResourceOptions => ({
  parent,
  protect: true,
  retainOnDelete: true,
});
