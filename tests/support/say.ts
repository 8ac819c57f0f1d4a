/** A figure for whoever reads the run's output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
