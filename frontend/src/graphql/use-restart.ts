import { useEffect } from "react";

const RESTART_MS = 5_000;

/** Subscribes anew a while after the server ended the subscription with an error. */
export function useRestart(
  error: Error | undefined,
  restart: () => void,
): void {
  useEffect(() => {
    if (!error) return;
    const timer = setTimeout(restart, RESTART_MS);
    return () => clearTimeout(timer);
  }, [error, restart]);
}
