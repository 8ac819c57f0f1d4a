import type { KillmailQuery } from "../../../graphql/generated/graphql.ts";
import { hasUnknownName } from "../../../shared/eve/names.ts";
import { isIncomplete } from "../list/is-incomplete.ts";

/** True while a name that the killmail's page shows is still to be learnt. */
export function lacksNames(
  mail: NonNullable<KillmailQuery["killmail"]>,
): boolean {
  return (
    isIncomplete(mail) ||
    mail.attackers.edges.some(
      ({ node }) => hasUnknownName(node) || node.weapon?.name === null,
    ) ||
    mail.itemGroups.some((group) =>
      group.items.some(
        (item) =>
          item.type.name === null ||
          item.items.some((inner) => inner.type.name === null),
      ),
    )
  );
}
