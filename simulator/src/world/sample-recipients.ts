import { createRandom } from "./random.ts";
import { mailsOf } from "./replayed-world.ts";
import type { World } from "./world.ts";

export interface SampleOptions {
  characters: number;
  corporations: number;
  /** The sample lists at most so many different mails. */
  mostMails: number;
  seed?: number | undefined;
}

export interface Sample {
  characterIds: number[];
  corporations: { id: number; directorIds: number[] }[];
  mails: number;
}

/**
 * Characters and corporations chosen by dice so that together they list at most so many mails;
 * corporations have two directors or more, of whom two are among the characters. Fewer come back when the world does not have them.
 */
export function sampleRecipients(world: World, options: SampleOptions): Sample {
  const { people } = world;
  const random = createRandom(options.seed ?? 1, 501);
  const directors = directorsByCorporation(world);
  const mails = new Set<number>();
  const room = { forCorporations: options.mostMails * 0.6 };

  const takes = (listed: { killmail_id: number }[], most: number): boolean => {
    const fresh = listed.filter((mail) => !mails.has(mail.killmail_id));
    if (listed.length === 0 || mails.size + fresh.length > most) return false;
    for (const mail of fresh) mails.add(mail.killmail_id);
    return true;
  };

  const corporations: Sample["corporations"] = [];
  const eligible = [...directors].filter(([, ids]) => ids.length > 1);
  for (const [id, directorIds] of shuffled(eligible, () => random.next())) {
    if (corporations.length >= options.corporations) break;
    // No corporation may leave the others without room.
    const share = room.forCorporations / Math.max(1, options.corporations);
    if (world.activity(id) === 0 || world.activity(id) > share * 3) continue;
    // With two of its directors, since somebody must be able to read its list; theirs may be empty.
    const lists = directorIds
      .slice(0, 2)
      .map((one) => world.listForCharacter(one));
    const listed = [...world.listForCorporation(id), ...lists.flat()];
    if (takes(listed, room.forCorporations))
      corporations.push({ id, directorIds });
  }

  const characterIds = corporations
    .flatMap(({ directorIds }) => directorIds.slice(0, 2))
    .slice(0, options.characters);
  const chosen = new Set(characterIds);
  for (const id of shuffled(people.characterIds(), () => random.next())) {
    if (characterIds.length >= options.characters) break;
    if (chosen.has(id) || world.activity(id) === 0) continue;
    if (people.character(id)?.isBiomassed) continue;
    if (takes(world.listForCharacter(id), options.mostMails))
      characterIds.push(id);
  }
  const corporationIds = corporations.map(({ id }) => id);
  return {
    characterIds,
    corporations,
    mails: mailsOf(world, { characterIds, corporationIds }).length,
  };
}

/** Player corporations with those who hold the role, the busiest first. */
export function directorsByCorporation(world: World): Map<number, number[]> {
  const directors = new Map<number, number[]>();
  for (const id of world.people.characterIds()) {
    const character = world.people.character(id);
    if (!character?.roles.includes("Director")) continue;
    if (world.people.corporation(character.corporationId)?.isNpc) continue;
    const known = directors.get(character.corporationId);
    if (known) known.push(id);
    else directors.set(character.corporationId, [id]);
  }
  return directors;
}

function shuffled<Value>(
  values: readonly Value[],
  next: () => number,
): Value[] {
  const order = [...values];
  for (let place = order.length - 1; place > 0; place--) {
    const other = Math.floor(next() * (place + 1));
    [order[place], order[other]] = [
      order[other] as Value,
      order[place] as Value,
    ];
  }
  return order;
}
