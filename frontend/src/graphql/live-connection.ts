import { createContext, use, useSyncExternalStore } from "react";

export type LiveState = "connecting" | "connected" | "reconnecting";

/** State of the WebSocket that carries subscriptions, and a way to open it anew. */
export interface LiveConnection {
  getState: () => LiveState;
  setState: (state: LiveState) => void;
  subscribe: (listener: () => void) => () => void;
}

export function createLiveConnection(): LiveConnection {
  let current: LiveState = "connecting";
  const listeners = new Set<() => void>();
  return {
    getState: () => current,
    setState: (state) => {
      if (state === current) return;
      current = state;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const LiveConnectionContext = createContext<LiveConnection | null>(null);

/** State of the WebSocket, renewed as it changes. */
export function useLiveState(): LiveState {
  const connection = use(LiveConnectionContext);
  if (!connection) throw new Error("LiveConnectionContext has no provider");
  return useSyncExternalStore(connection.subscribe, connection.getState);
}
