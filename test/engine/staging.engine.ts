import { lifecycle } from "./lifecycle.ts";

lifecycle("staging");
