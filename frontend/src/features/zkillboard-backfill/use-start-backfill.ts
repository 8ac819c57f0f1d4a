import { useMutation } from "@apollo/client/react";
import type { ZkillboardEntityKind } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import { BACKFILLS } from "./use-backfills.ts";

const START_BACKFILL = graphql(`
  mutation StartZkillboardBackfill(
    $kind: ZkillboardEntityKind!
    $entityId: ID!
    $since: String
  ) {
    startZkillboardBackfill(kind: $kind, entityId: $entityId, since: $since) {
      ...BackfillParts
    }
  }
`);

/** Asks for what zKillboard has of this entity; `since` is the earliest month, null for all of it. */
export function useStartBackfill(kind: ZkillboardEntityKind, entityId: string) {
  const [mutate, { loading, error, reset }] = useMutation(START_BACKFILL, {
    // The first one is on no list yet.
    refetchQueries: [BACKFILLS],
  });
  const start = (since: string | null): void => {
    // The failure is in `error`.
    mutate({ variables: { kind, entityId, since } }).catch(() => undefined);
  };
  return { start, isBusy: loading, error, dismissError: reset };
}
