import { readConfig } from "./config/read.ts";
import { Platform } from "./stacks/platform.ts";
import { awsProvider } from "./stacks/provider.ts";

const config = readConfig();
const platform = new Platform("platform", config, { providers: [awsProvider(config)] });

export const contract = platform.contract;
export const contacts = config.contacts;
