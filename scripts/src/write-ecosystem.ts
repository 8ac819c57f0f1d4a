import { writeFile } from "node:fs/promises";
import { renderEcosystem } from "@killreport/workers/ecosystem.ts";
import { fleet } from "@killreport/workers/fleet.ts";

const usage = `Usage: npm run ecosystem

Writes ecosystem.config.js, what PM2 runs, from workers/fleet.ts.`;

if (process.argv.includes("--help")) console.log(usage);
else {
  const file = new URL("../../ecosystem.config.js", import.meta.url);
  await writeFile(file, renderEcosystem(fleet));
  console.log(
    `ecosystem.config.js: ${fleet.length} workers, API and scheduler`,
  );
}
