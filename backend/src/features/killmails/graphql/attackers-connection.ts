import {
  decodeCursor,
  encodeCursor,
  forwardConnection,
  pageSize,
  type Builder,
  type TypeRef,
} from "../../../platform/graphql/index.ts";
import type { EsiAttacker } from "../body/esi-killmail.ts";
import type { StoredKillmail } from "../killmails.ts";

/** Up to several thousand attackers are on one mail, so they come in pages too. A mail's list never changes: the place in it is the cursor. */
export function addAttackersConnection(
  builder: Builder,
  refs: {
    Killmail: TypeRef<StoredKillmail>;
    Attacker: TypeRef<EsiAttacker>;
  },
): void {
  const KillmailAttackersConnection = builder.connectionObject(
    { type: refs.Attacker, name: "KillmailAttackersConnection" },
    { name: "KillmailAttackersConnectionEdge" },
  );
  builder.objectField(refs.Killmail, "attackers", (t) =>
    t.field({
      type: KillmailAttackersConnection,
      description: "Attackers in ESI's order: most damage first.",
      args: { first: t.arg.int(), after: t.arg.string() },
      resolve: ({ esi: { attackers } }, { first, after }) => {
        const size = pageSize(first);
        const [last = -1] =
          after == null
            ? []
            : decodeCursor("attacker", after, [Number.MAX_SAFE_INTEGER]);
        const start = last + 1;
        const edges = attackers
          .slice(start, start + size)
          .map((node, index) => ({
            cursor: encodeCursor("attacker", start + index),
            node,
          }));
        return forwardConnection(edges, {
          hasNextPage: start + size < attackers.length,
          after,
        });
      },
    }),
  );
}
