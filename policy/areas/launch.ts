import type { Rule } from "../rule.ts";
import { liveImagesHaveAGo } from "../rules/launch/live-images-have-a-go.ts";

/** What may run once users depend on it. */
export const launch: readonly Rule[] = [liveImagesHaveAGo];
