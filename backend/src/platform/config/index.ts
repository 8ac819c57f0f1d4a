export type { Config, ConfigSection } from "./config.ts";
export { projectFolder } from "./environment.ts";
export { loadConfig } from "./load-config.ts";
export { version } from "./version.ts";
