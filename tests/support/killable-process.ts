import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A process that is started again whenever it ends, as a supervisor does. */
export interface KillableProcess {
  /** Waits until it is ready: it says so in a line of its own. Rejects when it can not start. */
  ready(): Promise<void>;
  /** Kills it the hard way; another starts in its place. */
  kill(): Promise<void>;
  /** Kills it for good. */
  stop(): Promise<void>;
  /** How often it ended by itself. */
  crashes(): number;
}

export function startKillable(
  script: URL,
  options: {
    env: Record<string, string>;
    /** Every line it says. */
    onLine?: ((line: string) => void) | undefined;
  },
): KillableProcess {
  let crashes = 0;
  /** At least once: what never could start is not tried again. */
  let wasReady = false;
  /** Its next end is ours. */
  let isExpected = false;
  let life = begin();

  function begin(): { child: ChildProcess; ready: Promise<void> } {
    const child = spawn(process.execPath, [fileURLToPath(script)], {
      env: {
        PATH: process.env["PATH"] ?? "",
        NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"),
        ...options.env,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout });
    const ready = new Promise<void>((resolve, reject) => {
      lines.on("line", (line) => {
        if (line !== "ready") return options.onLine?.(line);
        wasReady = true;
        resolve();
      });
      child.once("exit", () => {
        if (isExpected) return;
        if (!wasReady) {
          reject(new Error("It can not start: its words are above"));
          return;
        }
        crashes++;
        life = begin();
      });
    });
    // Heard by whoever waits for it.
    ready.catch(() => undefined);
    return { child, ready };
  }

  async function end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  return {
    ready: () => life.ready,
    async kill() {
      const { child } = life;
      isExpected = true;
      await end(child);
      isExpected = false;
      life = begin();
    },
    async stop() {
      isExpected = true;
      await end(life.child);
    },
    crashes: () => crashes,
  };
}
