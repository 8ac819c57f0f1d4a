import { Badge } from "@mantine/core";
import type { SyncCheckResult } from "../../../graphql/generated/graphql.ts";

const LOOKS: Record<SyncCheckResult, { text: string; color: string }> = {
  NEW: { text: "New mails", color: "teal" },
  NOTHING_NEW: { text: "Nothing new", color: "gray" },
  LATE: { text: "Late", color: "yellow" },
  REFUSED: { text: "Refused", color: "red" },
};

/** What came of a check, in two words. */
export function CheckResult({ result }: { result: SyncCheckResult }) {
  const { text, color } = LOOKS[result];
  return (
    <Badge variant="light" color={color} size="sm" miw="max-content">
      {text}
    </Badge>
  );
}
