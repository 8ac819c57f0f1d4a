import type { LoadProgress } from "@killreport/backend/features/universe/index.ts";
import { progressBar } from "../progress-bar.ts";

const mb = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** First the download counts along, then the members as they are read. */
export function importBar(isShown: boolean) {
  const bar = progressBar("{bar} {percentage}%  {at}  {doneMb} of {ofMb} MB");
  let isStarted = false;
  return {
    show({ at, done, of }: LoadProgress): void {
      if (!isShown) return;
      const words = { at, doneMb: mb(done), ofMb: mb(of) };
      if (!isStarted) bar.start(of, done, words);
      isStarted = true;
      bar.setTotal(of);
      bar.update(done, words);
    },
    close(): void {
      if (isStarted) bar.stop();
    },
  };
}
