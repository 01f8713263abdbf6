import { readQuestion } from "../shared/hook.ts";
import { guarded } from "../shared/log.ts";
import { readSettings } from "../shared/settings.ts";
import { settings as shape } from "./settings.ts";
import { smoke } from "./smoke.ts";

const settings = readSettings(shape);

export const handler = guarded(async (event: unknown) => smoke(readQuestion(event), settings));
