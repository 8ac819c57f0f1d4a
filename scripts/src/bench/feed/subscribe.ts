import { createClient } from "graphql-ws";
import WebSocket from "ws";

/** Subscribes to every public killmail, as a browser would; `onEvent` hears of each as it arrives. */
export function subscribe(
  siteUrl: string,
  onEvent: (killmailId: number) => void,
): { failure(): unknown; close(): Promise<void> } {
  let failure: unknown = null;
  const client = createClient({
    url: `${siteUrl.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
  });
  const end = client.subscribe<{ killmailAdded: { killmail: { id: string } } }>(
    { query: "subscription { killmailAdded { cursor killmail { id } } }" },
    {
      next({ data, errors }) {
        if (errors) failure = errors;
        if (data) onEvent(Number(data.killmailAdded.killmail.id));
      },
      error: (error) => (failure = error),
      complete: () => undefined,
    },
  );
  return {
    failure: () => failure,
    async close() {
      end();
      await client.dispose();
    },
  };
}
