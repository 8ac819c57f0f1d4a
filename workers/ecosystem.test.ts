import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { renderEcosystem } from "./ecosystem.ts";
import { fleet } from "./fleet.ts";

const file = new URL("../ecosystem.config.js", import.meta.url);

test("ecosystem.config.js is what the fleet says (npm run ecosystem writes it)", async () => {
  expect(await readFile(file, "utf8")).toBe(renderEcosystem(fleet));
});

test("PM2 can load it: the API, every worker and the scheduler, on the project's own Node", () => {
  const { apps } = createRequire(import.meta.url)("../ecosystem.config.js") as {
    apps: { name: string; interpreter: string; script: string }[];
  };
  expect(apps.map(({ name }) => name)).toEqual([
    "api",
    ...fleet.map(({ name }) => `worker-${name}`),
    "scheduler",
  ]);
  for (const { interpreter } of apps)
    expect(interpreter).toBe("./node_modules/.bin/node");
});

test("docker compose starts every one of them, too", async () => {
  const compose = await readFile(
    new URL("../docker-compose.yml", import.meta.url),
    "utf8",
  );
  for (const { name } of fleet)
    expect(compose).toContain(`command: node workers/main.ts ${name}\n`);
});
