import { readFileSync } from "node:fs";
import {
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeNode,
} from "graphql";
import { afterEach, beforeEach, expect, it } from "vitest";
import { workOff } from "../../../tests/support/work-off.ts";
import { type EsiKillmail, killmailHash } from "../features/killmails/index.ts";
import {
  keepFigures,
  readFigures,
} from "../features/zkillboard-figures/index.ts";
import { id, type KillmailId, type Priority } from "../kernel/index.ts";
import { type ApiSite, startApiSite } from "./test-support/api-site.ts";
import { ask } from "./test-support/ask.ts";

let site: ApiSite;
beforeEach(async () => {
  site = await startApiSite();
});
afterEach(() => site.close());

/** Two mails that differ in their id only. */
function twins(time: Date): [held: EsiKillmail, unknown: EsiKillmail] {
  const twin = (killmail_id: number): EsiKillmail => ({
    killmail_id,
    killmail_time: `${time.toISOString().slice(0, 19)}Z`,
    solar_system_id: 30000142,
    victim: {
      character_id: 2129000001,
      corporation_id: 98000001,
      damage_taken: 500,
      ship_type_id: 587,
      position: { x: 1, y: 2, z: 3 },
      items: [
        { item_type_id: 2048, flag: 11, singleton: 0, quantity_dropped: 1 },
      ],
    },
    attackers: [
      {
        character_id: 2129000002,
        corporation_id: 98000002,
        damage_done: 500,
        final_blow: true,
        security_status: 0.5,
        ship_type_id: 587,
        weapon_type_id: 2048,
      },
    ],
  });
  return [twin(1_000_001), twin(1_000_002)];
}

const workers = ["value-killmails", "revalue-day"];
const work = () =>
  workOff(site.app.database, site.app.clock, site.app.implementations, workers);

/** A pilot's list shows it, and it has been here for a while. */
async function hold(mail: EsiKillmail): Promise<void> {
  const owner = await site.pilot(2110000001);
  await site.show(owner.grantId, mail);
  await work();
  // As re-pricing does; so the mail has changed twice.
  await site.app.database.transaction((tx) =>
    site.app.killmails.revise(tx, [id<KillmailId>(mail.killmail_id)]),
  );
}

/** A public source shows it, with what zKillboard says of it. */
const ingest = (source: string, priority: Priority) => (mail: EsiKillmail) => {
  const reference = {
    killmailId: id<KillmailId>(mail.killmail_id),
    hash: killmailHash(mail),
  };
  const figures = readFigures({ totalValue: 5, labels: ["pvp"] });
  const saidAt = site.app.clock.now();
  return site.app.killmails.ingest({
    source,
    priority,
    killmails: [{ ...reference, body: mail }],
    alongside: (tx) =>
      keepFigures(tx, figures === null ? [] : [{ reference, figures, saidAt }]),
  });
};

const list = (mail: EsiKillmail) => site.show(null, mail);

const types = new Map(
  parse(
    readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"),
  ).definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION
      ? [[one.name.value, one] as const]
      : [],
  ),
);

/** The type of a field, when it has fields itself. */
function objectOf(type: TypeNode): ObjectTypeDefinitionNode | undefined {
  return type.kind === Kind.NAMED_TYPE
    ? types.get(type.name.value)
    : objectOf(type.type);
}

/** Everything that can be selected of a type without arguments, so deep. */
function everythingOf(type: ObjectTypeDefinitionNode, depth: number): string[] {
  return (type.fields ?? []).flatMap(({ name, type: of, arguments: args }) => {
    const inner = objectOf(of);
    if (args?.some((one) => one.type.kind === Kind.NON_NULL_TYPE)) return [];
    if (inner === undefined) return [name.value];
    const fields = depth === 0 ? [] : everythingOf(inner, depth - 1);
    return fields.length === 0 ? [] : [`${name.value} { ${fields.join(" ")} }`];
  });
}

/** All that a stranger is told of the mail, without what tells it from its twin and when that was. */
async function told({ killmail_id, ...rest }: EsiKillmail): Promise<string> {
  const type = types.get("Killmail");
  if (type === undefined) throw new Error("The schema has killmails");
  const answers: unknown[] = [];
  // One by one, as together they cost too much.
  for (const field of everythingOf(type, 3)) {
    const { data, errors } = await ask(
      site.url,
      `{ killmail(id: ${killmail_id}) { ${field} } }`,
    );
    expect(errors).toBeUndefined();
    answers.push(data?.["killmail"]);
  }
  return JSON.stringify(answers)
    .replaceAll(String(killmail_id), "the id")
    .replaceAll(killmailHash({ killmail_id, ...rest }), "the hash")
    .replaceAll(/"(publicSince|pricedAt|updatedAt)":"[^"]+"/g, '"$1":"then"');
}

const daysAgo = (days: number) =>
  new Date(site.app.clock.now().getTime() - days * 86_400_000);

it.each<[string, number, (mail: EsiKillmail) => Promise<unknown>]>([
  ["the live feed shows", 0, (mail) => ingest("live-feed", "live")(mail)],
  ["an archive shows", 0, (mail) => ingest("everef", "dormant")(mail)],
  [
    "an archive of long ago shows",
    60,
    (mail) => ingest("everef", "dormant")(mail),
  ],
  ["is listed in public", 0, (mail) => list(mail)],
])(
  "a mail that %s is told of alike, whether it was here privately or not",
  async (_, days, show) => {
    const [held, unknown] = twins(daysAgo(days));
    await hold(held);
    const before = await site.app.killmails.lastSequence();
    for (const mail of [held, unknown]) await show(mail);
    expect(await told(held)).toBe(await told(unknown));
    expect(await told(held)).toContain('"revision":1');
    await work();
    expect(await told(held)).toBe(await told(unknown));
    expect(await told(held)).toContain('"destroyed"');

    // Live too, also to whoever resumes from before it became public.
    const entries = async (mail: EsiKillmail) =>
      (await site.app.killmails.logAfter(0n, 100)).filter(
        (entry) =>
          entry.killmailId === mail.killmail_id &&
          (entry.sequence > before || entry.revision !== null),
      );
    const plain = (all: Awaited<ReturnType<typeof entries>>) =>
      all.map(({ grantId, revision }) => ({ grantId, revision }));
    expect(plain(await entries(held))).toEqual(plain(await entries(unknown)));
  },
);
