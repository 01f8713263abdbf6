import { backup } from "./backup.ts";
import { data } from "./data.ts";
import { edge } from "./edge.ts";
import { identity } from "./identity.ts";
import type { Makers } from "./maker.ts";
import { network } from "./network.ts";
import { others } from "./others.ts";
import { run } from "./run.ts";

/** What each resource type answers, by its token; a type that is not here answers an id alone. */
export const makers: Makers = { ...network, ...data, ...backup, ...identity, ...edge, ...run, ...others };
