export interface Silence {
  readonly signal: AbortSignal;
  /** Something came: the waiting starts again. */
  heard(): void;
  stop(): void;
}

/** Aborts what goes on in silence for so long. */
export function startSilence(ms: number): Silence {
  const controller = new AbortController();
  const abort = () =>
    controller.abort(new Error(`nothing came for ${ms / 1000} s`));
  let timer = setTimeout(abort, ms);
  return {
    signal: controller.signal,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(abort, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
