import type { FleetProcess } from "./fleet.ts";

interface Pm2App {
  readonly name: string;
  readonly script: string;
  readonly args?: string;
  readonly instances: number;
}

/** The text of ecosystem.config.js: the API, every line of the fleet and the scheduler as processes of their own. */
export function renderEcosystem(fleet: readonly FleetProcess[]): string {
  const apps: Pm2App[] = [
    { name: "api", script: "backend/src/api/main.ts", instances: 1 },
    ...fleet.map(({ name, instances }) => ({
      name: `worker-${name}`,
      script: "workers/main.ts",
      args: name,
      instances,
    })),
    { name: "scheduler", script: "workers/scheduler.ts", instances: 1 },
  ];
  return `// Generated from workers/fleet.ts by "npm run ecosystem": change it there.
// PM2 loads this file with require, so it is CommonJS.
const shared = {
  cwd: __dirname,
  // The project's own Node runs TypeScript as it is.
  interpreter: "./node_modules/.bin/node",
  exec_mode: "fork",
  autorestart: true,
  exp_backoff_restart_delay: 100,
  // A worker has 10 s to finish what it has in hand.
  kill_timeout: 15000,
  env: { NODE_ENV: "production" },
};

module.exports = {
  apps: [
${apps.map((app) => `    { ...shared, ${fields(app)} },`).join("\n")}
  ],
};
`;
}

function fields(app: Pm2App): string {
  return Object.entries(app)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
}
