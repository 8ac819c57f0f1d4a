import { z } from "zod";
import {
  id,
  type AccountId,
  type CharacterId,
  type Logger,
  type Viewer,
} from "../../../kernel/index.ts";
import { cancellable, persist } from "../../../platform/graphql/index.ts";
import type { PubSub } from "../../../platform/pubsub/index.ts";
import type { Accounts, LinkedCharacterView } from "../../accounts/index.ts";
import { linkedCharacterChannel } from "../character-sync.ts";
import { createInbox, type Inbox } from "./inbox.ts";

export interface LinkedCharacterStream {
  /** The account's characters as they change; ends with the session it began with. */
  subscribe(request: {
    accountId: AccountId;
    viewerNow: () => Promise<Viewer>;
  }): AsyncIterableIterator<LinkedCharacterView>;
  close(): Promise<void>;
}

interface Subscriber {
  readonly accountId: AccountId;
  readonly inbox: Inbox<CharacterId>;
}

const message = z.object({ characterId: z.int().positive() });

export async function createLinkedCharacterStream(deps: {
  pubsub: Pick<PubSub, "subscribe">;
  accounts: Pick<Accounts, "linkedCharacter" | "linkedCharacters">;
  log: Logger;
}): Promise<LinkedCharacterStream> {
  const { accounts, log } = deps;
  const subscribers = new Set<Subscriber>();

  async function onChange(characterId: CharacterId): Promise<void> {
    if (subscribers.size === 0) return;
    const linked = await accounts.linkedCharacter(characterId);
    for (const { accountId, inbox } of subscribers)
      if (accountId === linked?.accountId) inbox.put(characterId);
  }

  /** What was told while the line was down is gone, so everything may have changed. */
  async function onReconnect(): Promise<void> {
    for (const { accountId, inbox } of subscribers)
      for (const linked of await accounts.linkedCharacters(accountId))
        inbox.put(linked.characterId);
  }

  const orLog = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      log.warn({ err: error }, "a change of a linked character was not told");
    });
  };
  const unsubscribe = await deps.pubsub.subscribe(
    linkedCharacterChannel,
    (payload) => {
      const { characterId } = message.parse(JSON.parse(payload));
      orLog(onChange(id<CharacterId>(characterId)));
    },
    () => {
      orLog(onReconnect());
    },
  );

  async function* walk(
    { accountId, inbox }: Subscriber,
    viewerNow: () => Promise<Viewer>,
    signal: AbortSignal,
  ): AsyncGenerator<LinkedCharacterView> {
    async function read(characterId: CharacterId) {
      const viewer = await viewerNow();
      if (viewer.kind === "anonymous" || viewer.accountId !== accountId)
        return null;
      // As it is now: since it was put here it may have moved to another account.
      return { linked: await accounts.linkedCharacter(characterId) };
    }

    for (;;) {
      const changed = await inbox.take();
      if (changed === null) return;
      for (const characterId of changed) {
        const found = await persist(() => read(characterId), { log, signal });
        if (found === null) return;
        if (found.linked?.accountId === accountId) yield found.linked;
      }
    }
  }

  return {
    subscribe: ({ accountId, viewerNow }) => {
      const subscriber = { accountId, inbox: createInbox<CharacterId>() };
      subscribers.add(subscriber);
      return cancellable((signal) => {
        signal.addEventListener("abort", () => {
          subscribers.delete(subscriber);
          subscriber.inbox.close();
        });
        return walk(subscriber, viewerNow, signal);
      });
    },
    close: async () => {
      await unsubscribe();
      for (const { inbox } of subscribers) inbox.close();
      subscribers.clear();
    },
  };
}
