import { createHash } from "node:crypto";
import type { KillmailReference } from "./killmail.ts";
import type { World } from "./world.ts";

/** Which hashes of one killmail are shown and accepted. */
export interface Rehash {
  /** What lists show; by default an invented hash when `answers` is not given either. */
  listed?: string | undefined;
  /** Only in the lists of this character or corporation; by default in all. */
  recipientId?: number | undefined;
  /** The only hash the body answers to; by default the true one. */
  answers?: string | undefined;
}

export interface RehashedWorld extends World {
  rehash: (killmailId: number, rehash: Rehash) => KillmailReference | undefined;
}

interface Twisted {
  trueHash: string;
  answers: string;
  listed?: string;
  listedFor: Map<number, string>;
}

/** A world in which chosen killmails are known under more than one hash. */
export function rehashable(world: World): RehashedWorld {
  const twisted = new Map<number, Twisted>();

  const shown = (
    recipientId: number,
    references: KillmailReference[],
  ): KillmailReference[] => {
    if (twisted.size === 0) return references;
    return references.map((reference) => {
      const twist = twisted.get(reference.killmail_id);
      const hash = twist?.listedFor.get(recipientId) ?? twist?.listed;
      return hash === undefined
        ? reference
        : { ...reference, killmail_hash: hash };
    });
  };

  return {
    ...world,
    listForCharacter: (id) => shown(id, world.listForCharacter(id)),
    listForCorporation: (id) => shown(id, world.listForCorporation(id)),
    shownHash: (entry) =>
      twisted.get(entry.id)?.listed ?? world.shownHash(entry),
    dumpOf(entry) {
      const listed = twisted.get(entry.id)?.listed;
      const text = world.dumpOf(entry);
      return listed === undefined
        ? text
        : Buffer.from(text.toString("utf8").replace(entry.hash, listed));
    },
    killmail(id, hash) {
      const twist = twisted.get(id);
      if (!twist) return world.killmail(id, hash);
      return hash === twist.answers
        ? world.killmail(id, twist.trueHash)
        : undefined;
    },
    rehash(id, { listed, recipientId, answers }) {
      const trueHash = twisted.get(id)?.trueHash ?? world.hashOf(id);
      if (trueHash === undefined) return undefined;
      const twist = twisted.get(id) ?? {
        trueHash,
        answers: trueHash,
        listedFor: new Map<number, string>(),
      };
      const wanted =
        listed ?? (answers === undefined ? inventedHash(id) : undefined);
      if (answers !== undefined) twist.answers = answers;
      if (wanted !== undefined && recipientId !== undefined)
        twist.listedFor.set(recipientId, wanted);
      else if (wanted !== undefined) twist.listed = wanted;
      twisted.set(id, twist);
      return { killmail_hash: twist.answers, killmail_id: id };
    },
  };
}

const inventedHash = (id: number): string =>
  createHash("sha1").update(`another hash of ${id}`).digest("hex");
