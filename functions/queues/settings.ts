import { z } from "zod";

export const settings = z.strictObject({
  prefix: z.string(),
  /** Namespace of the metrics. */
  namespace: z.string(),
  cluster: z.string(),
  /** By the worker service's name in the cluster. */
  services: z.record(
    z.string(),
    z.strictObject({
      library: z.enum(["rq", "list"]),
      /** The address of the cache that holds the queues: a secret, by its name without the prefix. */
      credentials: z.string(),
      queues: z.array(z.string()).min(1),
      /** What a job takes at most: for so long, and a little longer, a busy task is protected from scale-in. */
      longestSeconds: z.int(),
    }),
  ),
});
export type Settings = z.input<typeof settings>;
