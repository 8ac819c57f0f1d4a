import { useQuery } from "@apollo/client/react";
import { useEffect } from "react";
import type {
  BackfillPartsFragment,
  ZkillboardEntityKind,
} from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";

export const BACKFILLS = graphql(`
  query ZkillboardBackfills {
    me {
      id
      zkillboardBackfills {
        ...BackfillParts
      }
    }
  }

  fragment BackfillParts on ZkillboardBackfill {
    id
    kind
    entityId
    state
    message
    since
    monthsTotal
    monthsDone
    currentMonth
    found
    fresh
  }
`);

const POLL_MS = 2_000;

/** What the account asked zKillboard for of this entity; null when it has not, undefined until that is known. It is looked at again while something is read. */
export function useBackfill(
  kind: ZkillboardEntityKind,
  entityId: string,
): BackfillPartsFragment | null | undefined {
  const { data, startPolling, stopPolling } = useQuery(BACKFILLS);
  const backfill = data?.me
    ? (data.me.zkillboardBackfills.find(
        (one) => one.kind === kind && one.entityId === entityId,
      ) ?? null)
    : undefined;
  const isMoving =
    backfill?.state === "QUEUED" || backfill?.state === "RUNNING";
  useEffect(() => {
    if (isMoving) startPolling(POLL_MS);
    return stopPolling;
  }, [isMoving, startPolling, stopPolling]);
  return backfill;
}
