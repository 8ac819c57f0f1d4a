import type { Builder } from "../../../platform/graphql/index.ts";
import type { EsiAttacker, EsiVictim } from "../body/esi-killmail.ts";
import type { StoredKillmail } from "../killmails.ts";
import { addAttackersConnection } from "./attackers-connection.ts";
import { addItemTypes } from "./item-types.ts";

export type KillmailTypes = ReturnType<typeof addKillmailTypes>;

/** The mail as ESI tells it. Names of who and what is on it are added by the features that learn them. */
export function addKillmailTypes(builder: Builder) {
  const Killmail = builder.objectRef<StoredKillmail>("Killmail");
  const Victim = builder.objectRef<EsiVictim>("Victim");
  const Attacker = builder.objectRef<EsiAttacker>("Attacker");
  const { KillmailItem, ItemSection } = addItemTypes(builder, Killmail);

  Killmail.implement({
    fields: (t) => ({
      id: t.id({
        description: "Killmail id, as ESI gives it.",
        resolve: ({ id }) => String(id),
      }),
      hash: t.exposeString("hash"),
      time: t.field({ type: "DateTime", resolve: ({ time }) => time }),
      revision: t.exposeInt("revision", {
        description:
          "Rises by one whenever something about this mail changes; starts at 1 when it is stored and, once more, when it becomes public.",
      }),
      isPublic: t.exposeBoolean("isPublic", {
        description: "True when anybody may see this mail.",
      }),
      publicSince: t.expose("publicSince", {
        type: "DateTime",
        nullable: true,
        description:
          "Since when anybody may see this mail; null while private.",
      }),
      publicSource: t.exposeString("publicSource", {
        nullable: true,
        description:
          "What made it public: `pilot` (somebody who saw it published it), `delay` (a publication delay ran out), or the name of the public source that showed it first; null while private.",
      }),
      warId: t.id({
        nullable: true,
        resolve: ({ esi }) => idOrNull(esi.war_id),
      }),
      victim: t.field({ type: Victim, resolve: ({ esi }) => esi.victim }),
      attackerCount: t.int({ resolve: ({ esi }) => esi.attackers.length }),
      finalBlow: t.field({
        type: Attacker,
        nullable: true,
        description:
          "Null when the mail names none (108794056 is such a mail).",
        resolve: ({ esi }) =>
          esi.attackers.find((attacker) => attacker.final_blow) ?? null,
      }),
      esi: t.field({
        type: "JSON",
        description: "The body in ESI's own shape, as ESI gave it.",
        resolve: ({ esi }) => esi,
      }),
    }),
  });
  addAttackersConnection(builder, { Killmail, Attacker });

  Victim.implement({
    fields: (t) => ({
      factionId: t.id({
        nullable: true,
        resolve: (victim) => idOrNull(victim.faction_id),
      }),
      damageTaken: t.string({
        resolve: (victim) => String(victim.damage_taken),
      }),
    }),
  });

  Attacker.implement({
    fields: (t) => ({
      factionId: t.id({
        nullable: true,
        resolve: (attacker) => idOrNull(attacker.faction_id),
      }),
      damageDone: t.string({
        resolve: (attacker) => String(attacker.damage_done),
      }),
      isFinalBlow: t.boolean({ resolve: (attacker) => attacker.final_blow }),
      securityStatus: t.float({
        description:
          "Security status of the pilot at the time of the kill; 0 for every NPC.",
        resolve: (attacker) => attacker.security_status,
      }),
    }),
  });

  const KillmailConnection = builder.connectionObject(
    { type: Killmail, name: "KillmailConnection" },
    { name: "KillmailConnectionEdge" },
  );
  return {
    Killmail,
    Victim,
    Attacker,
    KillmailItem,
    ItemSection,
    KillmailConnection,
  };
}

function idOrNull(value: number | undefined): string | null {
  return value === undefined ? null : String(value);
}
