import { Group, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import type { SyncCheckRowFragment } from "../../graphql/generated/graphql.ts";
import { formatWhole } from "../../shared/format/number.ts";
import { RelativeTime } from "../../shared/ui/eve-time.tsx";
import { Fact, Facts } from "../../shared/ui/facts.tsx";
import type { ListState } from "./sync-progress.ts";
import { CheckResult } from "./history/check-result.tsx";
import { NextCheck } from "./next-check.tsx";

interface ListFactsProps {
  list: {
    state: ListState;
    lastSyncAt: string | null;
    nextSyncAt: string | null;
    tokensLeft: number;
    tokenLimit: number;
    checks: readonly SyncCheckRowFragment[];
  };
  /** More of them. */
  children?: ReactNode;
}

/** When a list was read, what came of it, when it is read next, and what EVE still allows. */
export function ListFacts({ list, children }: ListFactsProps) {
  const [last] = list.checks;
  return (
    <Facts>
      <Fact term="Last good check">
        {list.lastSyncAt === null ? (
          "None yet"
        ) : (
          <RelativeTime time={list.lastSyncAt} isFocusable />
        )}
      </Fact>
      <Fact term="Last result">
        {last === undefined ? (
          "None yet"
        ) : (
          <Group gap="0 6px" mih="1.55em">
            <CheckResult result={last.result} />
            {last.result === "NEW"
              ? `${formatWhole(last.fresh)} new of ${formatWhole(last.found)}`
              : null}
          </Group>
        )}
      </Fact>
      <Fact term="Next check">
        <NextCheck state={list.state} nextSyncAt={list.nextSyncAt} />
      </Fact>
      <Fact term="Tokens left">
        <Tooltip
          label="What EVE allows for this list in any 15 minutes. A check costs 1 when nothing is new, 2 for each page otherwise."
          multiline
          w={260}
          events={{ hover: true, focus: true, touch: true }}
        >
          <span tabIndex={0}>
            {formatWhole(list.tokensLeft)} of {formatWhole(list.tokenLimit)}
          </span>
        </Tooltip>
      </Fact>
      {children}
    </Facts>
  );
}
