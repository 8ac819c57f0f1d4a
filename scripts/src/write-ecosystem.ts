import { writeFile } from "node:fs/promises";
import { renderEcosystem } from "@killreport/workers/ecosystem.ts";
import { fleet } from "@killreport/workers/fleet.ts";

const file = new URL("../../ecosystem.config.js", import.meta.url);
await writeFile(file, renderEcosystem(fleet));
console.log(`ecosystem.config.js: ${fleet.length} workers, API and scheduler`);
