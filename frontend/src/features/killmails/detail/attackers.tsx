import { Button } from "@mantine/core";
import { useState } from "react";
import type { KillmailAttackersFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { formatWhole } from "../../../shared/format/number.ts";
import { ErrorAlert } from "../../../shared/ui/error-notice.tsx";
import { AttackerRow } from "./attacker-row.tsx";
import { Panel } from "./panel.tsx";
import classes from "./panel.module.css";

graphql(`
  fragment KillmailAttackers on Killmail {
    attackerCount
    attackers(first: $attackers, after: $after) {
      edges {
        cursor
        node {
          ...AttackerRow
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

interface AttackersProps {
  mail: KillmailAttackersFragment;
  damageTaken: string;
  ownIds: readonly string[];
  loadMore: (after: string | null) => Promise<unknown>;
}

/** All attackers, most damage first, page by page. */
export function Attackers({
  mail,
  damageTaken,
  ownIds,
  loadMore,
}: AttackersProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { edges, pageInfo } = mail.attackers;
  const showMore = (): void => {
    setIsBusy(true);
    setError(null);
    loadMore(pageInfo.endCursor)
      .catch((reason: unknown) => setError(reason))
      .finally(() => setIsBusy(false));
  };
  return (
    <Panel title="Attackers" aside={formatWhole(mail.attackerCount)}>
      <ol className={classes.list}>
        {edges.map(({ node, cursor }, index) => (
          <AttackerRow
            key={cursor}
            attacker={node}
            damageTaken={damageTaken}
            isTopDamage={index === 0 && edges.length > 1}
            isOwn={
              node.character !== null && ownIds.includes(node.character.id)
            }
          />
        ))}
      </ol>
      {error === null ? null : (
        <ErrorAlert error={error} onClose={() => setError(null)} />
      )}
      {pageInfo.hasNextPage ? (
        <div className={classes.foot}>
          <Button
            variant="default"
            size="sm"
            onClick={showMore}
            loading={isBusy}
          >
            Show more of {formatWhole(mail.attackerCount)}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
