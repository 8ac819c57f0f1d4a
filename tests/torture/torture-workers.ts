import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const workerFile = fileURLToPath(new URL("torture-worker.ts", import.meta.url));

export interface TortureWorkers {
  start(): Promise<void>;
  /** Kills one of them the hard way and starts another in its place; its name. */
  killOne(random: () => number): Promise<string>;
  stop(): Promise<void>;
  /** The longest any task was worked on, in ms; a slot that sleeps shows here. */
  longestTaskMs(): number;
  /** How many ended of themselves. */
  crashes(): number;
  /** What they logged as errors, without duplicates. */
  errors(): string[];
}

/** Worker processes that name themselves to the simulator, so that it can tell what died with which. */
export function createTortureWorkers(options: {
  env: Record<string, string>;
  args: string[];
  onKilled: (name: string) => void;
}): TortureWorkers {
  const alive = new Map<string, ChildProcess>();
  const errors = new Set<string>();
  let started = 0;
  let longestMs = 0;
  let crashes = 0;

  function read(line: string): void {
    if (!line.startsWith("{")) return;
    const entry = JSON.parse(line) as {
      level?: string;
      ms?: number;
      msg?: string;
      reason?: string;
    };
    if (entry.msg === "Done") longestMs = Math.max(longestMs, entry.ms ?? 0);
    if (entry.level === "error")
      errors.add(`${entry.msg ?? ""} ${entry.reason ?? ""}`.trim());
  }

  async function start(): Promise<void> {
    const name = `worker-${++started}`;
    const child = spawn(process.execPath, [workerFile, ...options.args], {
      env: {
        ...process.env,
        ...options.env,
        NODE_ENV: "production",
        LOG_LEVEL: "debug",
        CONTACT: `process/${name}`,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    alive.set(name, child);
    child.once("exit", () => {
      if (alive.has(name)) crashes++;
    });
    const lines = createInterface({ input: child.stdout });
    lines.on("line", read);
    await Promise.race([
      new Promise<void>((resolve) => {
        lines.on("line", (line) => {
          if (line === "ready") resolve();
        });
      }),
      once(child, "exit"),
    ]);
  }

  async function kill(name: string, child: ChildProcess): Promise<void> {
    alive.delete(name);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    options.onKilled(name);
    await once(child, "exit");
  }

  return {
    start,
    async killOne(random) {
      const all = [...alive];
      const chosen = all[Math.floor(random() * all.length)];
      if (chosen === undefined) throw new Error("No worker is left to kill");
      await kill(...chosen);
      await start();
      return chosen[0];
    },
    async stop() {
      await Promise.all([...alive].map(([name, child]) => kill(name, child)));
    },
    longestTaskMs: () => longestMs,
    crashes: () => crashes,
    errors: () => [...errors],
  };
}
