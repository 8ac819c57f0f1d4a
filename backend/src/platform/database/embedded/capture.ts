import { spawn } from "node:child_process";

/** Runs a program to its end, both outputs together. A program that can not be started has code 127, like in a shell. */
export function capture(
  command: readonly string[],
  options: { uid?: number | null; gid?: number | null } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const [program = "", ...args] = command;
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.uid != null && { uid: options.uid }),
      ...(options.gid != null && { gid: options.gid }),
      // A group of its own: Ctrl+C in the terminal is ours to handle, in our order.
      detached: true,
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) =>
      resolve({ code: code ?? 1, output: output.trim() }),
    );
  });
}
