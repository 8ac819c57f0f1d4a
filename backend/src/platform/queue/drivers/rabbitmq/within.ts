import { UnavailableError } from "../../../../kernel/index.ts";

/** The promise's outcome, or UnavailableError when the broker takes longer than that. */
export async function within<Value>(
  ms: number,
  promise: Promise<Value>,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new UnavailableError("RabbitMQ does not answer")),
      ms,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
