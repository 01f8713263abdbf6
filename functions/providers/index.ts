import { guarded } from "../shared/log.ts";
import { readSettings } from "../shared/settings.ts";
import { ask } from "./ask.ts";
import { providers } from "./providers.ts";
import { settings } from "./settings.ts";

const read = readSettings(settings);

export const handler = guarded(async () => providers(read, { ask, now: () => performance.now() }));
