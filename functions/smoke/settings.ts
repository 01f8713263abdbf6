import { z } from "zod";

export const settings = z.strictObject({
  prefix: z.string(),
  /** The balancer's test listener, which forwards to the revision that has no production traffic yet. */
  listener: z.strictObject({ host: z.string(), port: z.int() }),
  /** By the service's name in the cluster: the host that it answers for, and paths that must answer 200. */
  services: z.record(z.string(), z.strictObject({ host: z.string(), paths: z.array(z.string()).min(1) })),
  /** As whom it asks: AWS's bot control leaves this one out. */
  agent: z.string(),
  /** For so long a path is tried again before it has failed. */
  patienceSeconds: z.int(),
});
export type Settings = z.input<typeof settings>;
