// Generated from workers/fleet.ts by "npm run ecosystem": change it there.
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
    { ...shared, name: "api", script: "backend/src/api/main.ts", instances: 1 },
    { ...shared, name: "worker-user-killmails", script: "workers/main.ts", args: "user-killmails", instances: 1 },
    { ...shared, name: "worker-corporation-killmails", script: "workers/main.ts", args: "corporation-killmails", instances: 1 },
    { ...shared, name: "worker-killmails", script: "workers/main.ts", args: "killmails", instances: 1 },
    { ...shared, name: "worker-wars", script: "workers/main.ts", args: "wars", instances: 1 },
    { ...shared, name: "worker-live-feed", script: "workers/main.ts", args: "live-feed", instances: 1 },
    { ...shared, name: "worker-zkillboard", script: "workers/main.ts", args: "zkillboard", instances: 1 },
    { ...shared, name: "worker-info-characters", script: "workers/main.ts", args: "info-characters", instances: 1 },
    { ...shared, name: "worker-info-corporations", script: "workers/main.ts", args: "info-corporations", instances: 1 },
    { ...shared, name: "worker-info-alliances", script: "workers/main.ts", args: "info-alliances", instances: 1 },
    { ...shared, name: "worker-info-types", script: "workers/main.ts", args: "info-types", instances: 1 },
    { ...shared, name: "worker-prices", script: "workers/main.ts", args: "prices", instances: 1 },
    { ...shared, name: "worker-values", script: "workers/main.ts", args: "values", instances: 1 },
    { ...shared, name: "scheduler", script: "workers/scheduler.ts", instances: 1 },
  ],
};
