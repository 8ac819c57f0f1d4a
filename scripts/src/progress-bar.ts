import { SingleBar } from "cli-progress";

/** A line that counts along on a terminal, on standard error, and is gone when it stops; elsewhere it prints nothing. */
export function progressBar(format: string): SingleBar {
  return new SingleBar({
    format,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    noTTYOutput: false,
    barsize: 30,
  });
}
