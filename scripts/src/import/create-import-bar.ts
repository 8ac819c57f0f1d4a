import type { ImportProgress } from "@killreport/backend/features/history/index.ts";
import { SingleBar } from "cli-progress";

/** A bar with rate and time left on standard error. */
export function createImportBar(isShown: boolean) {
  const bar = new SingleBar({
    format:
      "{bar} {percentage}%  {at}  {stored} stored, {known} known  {rate}/s  {left} left",
    noTTYOutput: false,
    etaBuffer: 100,
  });
  const startedAt = performance.now();
  let isStarted = false;
  let first: number | null = null;
  return {
    show(progress: ImportProgress): void {
      if (!isShown) return;
      const { at, done, of, stored, known, doubtful, refused } = progress;
      first ??= done;
      const seconds = (performance.now() - startedAt) / 1000;
      const mails = stored + known + doubtful + refused;
      const words = {
        at,
        stored,
        known,
        rate: Math.round(mails / seconds),
        left: timeLeft(((of - done) / Math.max(1, done)) * seconds),
      };
      if (!isStarted) bar.start(of, done, words);
      isStarted = true;
      bar.update(done, words);
    },
    /** May be closed twice. */
    close(): void {
      if (isStarted) bar.stop();
      isStarted = false;
    },
  };
}

/** Two units at most: "3 h 12 min", "41 s". */
export function timeLeft(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
