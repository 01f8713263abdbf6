import { backup } from "./backup.ts";
import { cdn } from "./cdn.ts";
import { data } from "./data.ts";
import { edge } from "./edge.ts";
import { email } from "./email.ts";
import { eyes } from "./eyes.ts";
import { firewall } from "./firewall.ts";
import { identity } from "./identity.ts";
import type { Makers } from "./maker.ts";
import { network } from "./network.ts";
import { others } from "./others.ts";
import { people } from "./people.ts";
import { run } from "./run.ts";

/** What each resource type answers, by its token; a type that is not here answers an id alone. */
export const makers: Makers = {
  ...network,
  ...data,
  ...backup,
  ...identity,
  ...edge,
  ...firewall,
  ...cdn,
  ...email,
  ...run,
  ...eyes,
  ...people,
  ...others,
};
