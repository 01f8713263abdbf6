import { lifecycle } from "./lifecycle.ts";

lifecycle("production");
