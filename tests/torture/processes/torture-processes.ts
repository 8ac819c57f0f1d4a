import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createProcessLog, type ProcessLog } from "./process-log.ts";

/** What PM2 waits at first. */
const supervisorWaitMs = 100;

type Kind = "worker" | "api";

export interface TortureProcesses extends Omit<ProcessLog, "read"> {
  /** Starts one, and returns when it is ready. */
  start(kind: Kind): Promise<void>;
  /** Kills one of them the hard way; another starts in its place. Its name. */
  kill(kind: Kind, random: () => number): Promise<string>;
  /** Waits for those that are starting. */
  ready(): Promise<void>;
  stop(): Promise<void>;
  /** How many were killed. */
  kills(): number;
  /** How many ended of themselves once they were ready. */
  crashes(): number;
}

/** Processes of the site that name themselves to the simulator, so that it can tell what died with which. */
export function createTortureProcesses(options: {
  env: Record<string, string>;
  args: string[];
  onKilled: (name: string) => void;
  /** Every line they log. */
  onLine?: ((name: string, line: string) => void) | undefined;
}): TortureProcesses {
  const alive = new Map<string, ChildProcess>();
  const starting = new Set<Promise<void>>();
  const { read, ...log } = createProcessLog();
  let started = 0;
  let kills = 0;
  let crashes = 0;

  function start(kind: Kind): Promise<void> {
    const begun = run(kind);
    starting.add(begun);
    return begun.finally(() => starting.delete(begun));
  }

  /** One that can not start, since its database is away, ends; like its supervisor in real life this tries again. */
  async function run(kind: Kind): Promise<void> {
    while ((await tryToStart(kind)) === "failed")
      await new Promise((resolve) => setTimeout(resolve, supervisorWaitMs));
  }

  async function tryToStart(
    kind: Kind,
  ): Promise<"ready" | "killed" | "failed"> {
    const name = `${kind}-${++started}`;
    const child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL(`torture-${kind}.ts`, import.meta.url)),
        ...options.args,
      ],
      {
        env: {
          ...process.env,
          ...options.env,
          NODE_ENV: "production",
          NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"),
          LOG_LEVEL: "debug",
          CONTACT: `process/${name}`,
        },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    alive.set(name, child);
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      read(line);
      options.onLine?.(name, line);
    });
    const ready = new Promise<"ready">((resolve) => {
      lines.on("line", (line) => {
        if (line === "ready") resolve("ready");
      });
    });
    const ended = once(child, "exit").then(() =>
      alive.delete(name) ? "failed" : "killed",
    );
    const outcome = await Promise.race([ready, ended]);
    if (outcome === "ready")
      void ended.then((how) => {
        if (how === "killed") return;
        crashes++;
        void start(kind);
      });
    return outcome;
  }

  async function end(name: string, child: ChildProcess): Promise<void> {
    alive.delete(name);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    options.onKilled(name);
    await once(child, "exit");
  }

  return {
    ...log,
    start,
    async kill(kind, random) {
      const all = [...alive].filter(([name]) => name.startsWith(kind));
      const [name, child] = all[Math.floor(random() * all.length)] ?? [];
      if (name === undefined || child === undefined)
        throw new Error(`No ${kind} is left to kill`);
      kills++;
      await end(name, child);
      void start(kind);
      return name;
    },
    async ready() {
      await Promise.all(starting);
    },
    async stop() {
      await Promise.all([...alive].map(([name, child]) => end(name, child)));
    },
    kills: () => kills,
    crashes: () => crashes,
  };
}
