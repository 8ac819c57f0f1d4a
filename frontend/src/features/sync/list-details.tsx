import { Stack } from "@mantine/core";
import type {
  SyncCheckRowFragment,
  SyncGapRowFragment,
} from "../../graphql/generated/graphql.ts";
import { formatCount } from "../../shared/format/number.ts";
import { Disclosure } from "../../shared/ui/disclosure.tsx";
import { CheckHistory } from "./history/check-history.tsx";
import { GapList } from "./history/gap-list.tsx";

interface ListDetailsProps {
  /** Whose list it is. */
  name: string;
  list: {
    pending: number;
    rejected: number;
    checks: readonly SyncCheckRowFragment[];
    gaps: readonly SyncGapRowFragment[];
  };
}

/** History and gaps of a list, folded away. */
export function ListDetails({ name, list }: ListDetailsProps) {
  const missing = list.pending + list.rejected;
  return (
    <Stack gap={4}>
      <Disclosure label="History of checks">
        {() => <CheckHistory name={name} checks={list.checks} />}
      </Disclosure>
      {missing > 0 ? (
        <Disclosure
          label={
            list.rejected > 0
              ? formatCount(missing, "missing killmail", "missing killmails")
              : formatCount(
                  missing,
                  "killmail still to come",
                  "killmails still to come",
                )
          }
        >
          {() => <GapList name={name} gaps={list.gaps} count={missing} />}
        </Disclosure>
      ) : null}
    </Stack>
  );
}
