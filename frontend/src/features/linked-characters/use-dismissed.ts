import { useState } from "react";

const KEY = "killreport.welcome-dismissed";

/** Ids whose welcome message the pilot has closed in this browser, and a way to add some. */
export function useDismissed(): [ReadonlySet<string>, (ids: string[]) => void] {
  const [dismissed, setDismissed] = useState(readIds);
  const dismiss = (ids: string[]): void => {
    const all = new Set([...dismissed, ...ids]);
    setDismissed(all);
    try {
      localStorage.setItem(KEY, [...all].join(","));
    } catch {
      // Storage may be switched off in this browser: the message then comes back with the next visit.
    }
  };
  return [dismissed, dismiss];
}

function readIds(): ReadonlySet<string> {
  try {
    return new Set(localStorage.getItem(KEY)?.split(",") ?? []);
  } catch {
    return new Set();
  }
}
