import { Worker, type WorkerOptions } from "node:worker_threads";

/** Threads that all run one script, each one request after the other. */
export interface Threads<Request, Answer> {
  /** Hands the request to the thread with the least to do. What is in `transfer` is the thread's from then on. */
  ask(request: Request, transfer?: readonly ArrayBuffer[]): Promise<Answer>;
  close(): Promise<void>;
}

/** What a thread's script answers with: `answerRequests` sends it. */
export type ThreadAnswer<Answer> =
  { readonly answer: Answer } | { readonly error: string };

interface Thread<Answer> {
  readonly worker: Worker;
  readonly waiting: PromiseWithResolvers<Answer>[];
}

/** `script` uses `answerRequests`. A thread that ends by itself fails what it had in hand and everything after. */
export function createThreads<Request, Answer>(
  script: URL,
  options: { count: number; limits?: WorkerOptions["resourceLimits"] },
): Threads<Request, Answer> {
  let isClosed = false;
  /** Why one of them has ended by itself. */
  let ended: Error | null = null;
  const threads = Array.from({ length: options.count }, start);

  function start(): Thread<Answer> {
    const worker = new Worker(script, {
      ...(options.limits && { resourceLimits: options.limits }),
    });
    const waiting: PromiseWithResolvers<Answer>[] = [];
    worker.on("message", (message: ThreadAnswer<Answer>) => {
      const asked = waiting.shift();
      if ("error" in message) asked?.reject(new Error(message.error));
      else asked?.resolve(message.answer);
    });
    const fail = (error: Error) => {
      ended ??= error;
      for (const asked of waiting.splice(0)) asked.reject(error);
    };
    worker.on("error", (error) => fail(explain(error)));
    worker.on("exit", () => fail(new Error("A thread has ended")));
    return { worker, waiting };
  }

  function explain(error: unknown): Error {
    const { code } = error as { code?: unknown };
    if (code === "ERR_WORKER_OUT_OF_MEMORY")
      return new Error(
        `What a thread was asked takes more than the ${options.limits?.maxOldGenerationSizeMb} MB it may have`,
        { cause: error },
      );
    return error instanceof Error ? error : new Error(String(error));
  }

  return {
    ask(request, transfer = []) {
      const least = Math.min(...threads.map(({ waiting }) => waiting.length));
      const thread = threads.find(({ waiting }) => waiting.length === least);
      if (isClosed || thread === undefined)
        return Promise.reject(new Error("The threads are closed"));
      if (ended !== null) return Promise.reject(ended);
      const asked = Promise.withResolvers<Answer>();
      thread.waiting.push(asked);
      thread.worker.postMessage(request, [...transfer]);
      return asked.promise;
    },
    async close() {
      isClosed = true;
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
