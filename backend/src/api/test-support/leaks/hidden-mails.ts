import { inventKillmail } from "../../../features/killmails/test-support/invent-killmail.ts";
import {
  keepFigures,
  readFigures,
} from "../../../features/zkillboard-figures/index.ts";
import {
  id,
  type CorporationId,
  type KillmailId,
} from "../../../kernel/index.ts";
import type { ApiSite } from "../api-site.ts";
import type { Hidden, IdPair, Search } from "./hidden.ts";

const owner = 2110007001;
const corporation = 98007001;
/** On hidden, shown and the strangers' mails alike: their pages must not show more for it. */
const alliance = 99000555;
const shownId = 98000333;

const hiddenIds = {
  mail: 900_001,
  corporationMail: 900_002,
  victim: 2110007002,
  attacker: 2110007003,
  victimCorporation: 98007002,
  attackerAlliance: 99007001,
};

/** A pilot's private mail and one of a corporation's list, neither of which anybody but their owner may find. */
export function hiddenMails(site: ApiSite): Search {
  let shown = 800_000;
  let strangers = 0;
  const hidden: Hidden = {
    shownId: String(shownId),
    ids: [...Object.values(hiddenIds), owner, corporation].map(pairOf),
    marks: ["777333111", "Canary"],
    async hide() {
      const pilot = await site.pilot(owner);
      const { prisma } = site.app.database;
      const corporationId = id<CorporationId>(corporation);
      await site.app.killmails.noteMembers(prisma, [
        { grantId: pilot.grantId, corporationId, checkedAt: new Date() },
      ]);
      await site.app.killmails.noteDirector(prisma, pilot.grantId, true);
      await site.show(pilot.grantId, secret(hiddenIds.mail));
      await site.show(
        { grantId: pilot.grantId, corporationId },
        secret(hiddenIds.corporationMail),
      );
      await nameThem(site);
      await change(site, hiddenIds.mail, "Canary");
      await change(site, hiddenIds.corporationMail, "Canary");
    },
    async show() {
      const damage = 555_000_000 + ++shown;
      await site.show(
        null,
        inventKillmail(shown, {
          killmail_time: "2026-08-01T00:00:00Z",
          victim: party({ damage_taken: damage }),
          attackers: [
            {
              ...party({ damage_done: damage }),
              final_blow: true,
              security_status: 0,
            },
          ],
        }),
      );
      await change(site, shown, "pvp");
      return String(damage);
    },
  };
  return {
    site,
    hidden,
    async newStranger() {
      const pilot = await site.pilot(2110001000 + ++strangers);
      // Mails of their own, of the same alliance.
      await site.show(
        pilot.grantId,
        inventKillmail(1_000 + strangers, {
          victim: {
            character_id: pilot.characterId,
            alliance_id: alliance,
            damage_taken: 1,
            ship_type_id: 670,
          },
        }),
      );
      return pilot;
    },
  };
}

/** Something is said of a mail that was not said before. */
async function change(
  { app }: ApiSite,
  killmailId: number,
  label: string,
): Promise<void> {
  const mail = await app.database.prisma.killmail.findFirstOrThrow({
    where: { killmailId },
  });
  const reference = {
    killmailId: id<KillmailId>(killmailId),
    hash: Buffer.from(mail.hash).toString("hex"),
  };
  const figures = readFigures({ labels: [label] });
  if (figures === null) throw new Error("These are figures");
  await app.database.transaction(async (tx) => {
    const said = [{ reference, figures, saidAt: new Date() }];
    await app.killmails.revise(tx, await keepFigures(tx, said));
  });
  await app.killmails.announce();
}

function secret(killmailId: number) {
  return inventKillmail(killmailId, {
    // Newer than all others: the first of every list that shows it.
    killmail_time: "2026-09-01T00:00:00Z",
    victim: {
      character_id: hiddenIds.victim,
      corporation_id: hiddenIds.victimCorporation,
      alliance_id: alliance,
      damage_taken: 777_333_111,
      ship_type_id: 670,
    },
    attackers: [
      {
        character_id: hiddenIds.attacker,
        corporation_id: corporation,
        alliance_id: hiddenIds.attackerAlliance,
        damage_done: 777_333_111,
        final_blow: true,
        security_status: 0,
      },
    ],
  });
}

function party<Rest extends object>(rest: Rest) {
  return {
    corporation_id: shownId,
    alliance_id: alliance,
    ship_type_id: 670,
    ...rest,
  };
}

async function nameThem({ app }: ApiSite): Promise<void> {
  const createdAt = new Date();
  const kinds = [
    [hiddenIds.victim, "character"],
    [hiddenIds.attacker, "character"],
    [owner, "character"],
    [hiddenIds.victimCorporation, "corporation"],
    [corporation, "corporation"],
    [hiddenIds.attackerAlliance, "alliance"],
  ] as const;
  await app.database.prisma.entity.createMany({
    data: kinds.map(([entityId, kind]) => ({
      id: entityId,
      kind,
      name: `Canary ${entityId}`,
      createdAt,
    })),
  });
}

function pairOf(hidden: number): IdPair {
  return { hidden: String(hidden), unknown: String(hidden + 50_000) };
}
