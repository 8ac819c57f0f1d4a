import type { EsiKillmail } from "../../killmails/index.ts";
import { killmailHash } from "../../killmails/index.ts";

/** zKillboard's list of one pilot, as it answers it. */
export interface FakeBoard {
  /** In any order. */
  mails: EsiKillmail[];
  /** Whole mails, as since June 2026, or references as before. */
  shape: "full" | "short";
  readonly fetch: typeof fetch;
  /** Pages that were asked for since the last call, as `2021-11 1`. */
  asked(): string[];
  /** The next request is answered with this instead. */
  answerNext(answer: () => Response | Promise<Response>): void;
}

const pageSize = 200;

/** A small mail that the pilot of these tests is on. */
export function inventMail(killmailId: number, at: Date): EsiKillmail {
  return {
    killmail_id: killmailId,
    killmail_time: at.toISOString(),
    solar_system_id: 30000142,
    victim: { damage_taken: 500, ship_type_id: 587, items: [] },
    attackers: [
      {
        character_id: 95877094,
        damage_done: 500,
        final_blow: false,
        security_status: -1.5,
        ship_type_id: 588,
      },
    ],
  };
}

export function createFakeBoard(): FakeBoard {
  let log: string[] = [];
  const answers: (() => Response | Promise<Response>)[] = [];
  const board: FakeBoard = {
    mails: [],
    shape: "full",
    fetch: (input) => {
      const { pathname } = new URL(new Request(input).url);
      const [, year = "", month = "", page = ""] =
        /\/year\/(\d+)\/month\/(\d+)\/page\/(\d+)\/$/.exec(pathname) ?? [];
      const name = `${year}-${month.padStart(2, "0")}`;
      log.push(`${name} ${page}`);
      const answer = answers.shift();
      return Promise.resolve(answer?.() ?? list(name, Number(page)));
    },
    asked() {
      const all = log;
      log = [];
      return all;
    },
    answerNext: (answer) => void answers.push(answer),
  };

  function list(month: string, page: number): Response {
    const mails = board.mails
      .filter(({ killmail_time }) => killmail_time.startsWith(month))
      .sort((a, b) => b.killmail_id - a.killmail_id)
      .slice((page - 1) * pageSize, page * pageSize);
    return Response.json(
      mails.map((esi) => {
        const zkb = { hash: killmailHash(esi), points: 1, labels: ["pvp"] };
        return board.shape === "full"
          ? { ...esi, zkb }
          : { killmail_id: esi.killmail_id, zkb };
      }),
    );
  }
  return board;
}
