import { until } from "../../../../tests/support/until.ts";
import type { Listening, ListenOptions } from "./listen-by-socket.ts";

/** Subscribes by server-sent events, with GET as a browser's EventSource does, and resolves once the stream is open. */
export async function listenByEvents<Event>(
  url: string,
  query: string,
  { variables = {}, cookie }: ListenOptions = {},
): Promise<Listening<Event>> {
  const address = new URL(`${url}/graphql`);
  address.searchParams.set("query", query);
  address.searchParams.set("variables", JSON.stringify(variables));
  const abort = new AbortController();
  const response = await fetch(address, {
    headers: {
      accept: "text/event-stream",
      ...(cookie !== undefined && { cookie }),
    },
    signal: abort.signal,
  });
  if (response.status !== 200 || response.body === null)
    throw new Error(`The API answered ${response.status}`);
  const events: Event[] = [];
  const errors: unknown[] = [];
  let isComplete = false;

  const take = (block: string): void => {
    const lines = block.split("\n");
    if (lines.includes("event: complete")) isComplete = true;
    const text = lines.find((line) => line.startsWith("data: "))?.slice(6);
    if (!lines.includes("event: next") || text === undefined) return;
    const { data, errors: refused } = JSON.parse(text) as {
      data?: Event;
      errors?: unknown[];
    };
    if (data) events.push(data);
    if (refused) errors.push(...refused);
  };

  const reading = (async () => {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      rest += decoder.decode(chunk, { stream: true });
      const blocks = rest.split("\n\n");
      rest = blocks.pop() ?? "";
      blocks.forEach(take);
    }
    isComplete = true;
  })().catch((error: unknown) => {
    if (!abort.signal.aborted) errors.push(error);
  });

  return {
    events,
    errors,
    isComplete: () => isComplete,
    received: (count) =>
      until(`${count} events came`, () => events.length >= count && events),
    async stop() {
      abort.abort();
      await reading;
    },
  };
}
