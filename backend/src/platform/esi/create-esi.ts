import { z } from "zod";
import {
  type CharacterId,
  type Clock,
  type Logger,
  type Priority,
  UnavailableError,
} from "../../kernel/index.ts";
import type { EsiAnswer, EsiContent } from "./esi-answer.ts";
import { type Cache, createMemoryCache } from "../cache/index.ts";
import {
  characterSubject,
  type EsiBudget,
  publicSubject,
} from "./budget/esi-budget.ts";
import type { Esi } from "./esi.ts";
import { EsiRefusedError } from "./esi-refused-error.ts";
import { createEsiRequest, type EsiRequest } from "./request/esi-request.ts";
import * as schemas from "./schemas.ts";

/** The behaviour this client is written for. */
const compatibilityDate = "2026-08-18";

/** The region of Jita, by whose prices all of New Eden goes. */
const theForge = 10_000_002;

const refusedWaitMs = 5 * 60_000;

export function createEsi(deps: {
  /** For example https://esi.evetech.net, without a slash at its end. */
  baseUrl: string;
  /** Says who we are and how to reach us; EVE bans those who do not. */
  userAgent: string;
  /** The client id at EVE SSO: budgets of authorised routes belong to application and character. */
  applicationId: string;
  compatibilityDate?: string;
  clock: Clock;
  budget: Pick<EsiBudget, "reserve" | "settle">;
  /** For what is the same for everybody; this process's own unless given. */
  cache?: Cache;
  log: Logger;
  fetch?: typeof fetch;
  /** How long an answer is waited for. */
  timeoutMs?: number;
}): Esi {
  const request = createEsiRequest({
    compatibilityDate,
    fetch,
    cache: createMemoryCache(deps),
    ...deps,
    baseUrl: deps.baseUrl.replace(/\/$/, ""),
  });
  const ofCharacter = (characterId: CharacterId) =>
    characterSubject(deps.applicationId, characterId);

  async function content<Body>(
    wanted: EsiRequest<Body>,
  ): Promise<EsiContent<Body>> {
    return contentOf(await request(wanted), wanted.path);
  }

  /** Public routes that share the budget of mails' bodies. They ask for no token: what is refused about us is no answer about a mail. */
  async function ofKillmails<Body>(
    wanted: Pick<EsiRequest<Body>, "path" | "etag" | "priority" | "schema">,
  ): Promise<EsiAnswer<Body>> {
    try {
      return await request({
        ...wanted,
        group: "killmail",
        subject: publicSubject,
      });
    } catch (error) {
      if (!isAboutUs(error)) throw error;
      // A ban or a changed rule must not end as a mail that can not be stored.
      throw new UnavailableError(error.message, {
        cause: error,
        retryAt: new Date(deps.clock.now().getTime() + refusedWaitMs),
      });
    }
  }

  /** What is the same for everybody, and kept until it expires. */
  const shared = <Body>(
    path: string,
    priority: Priority,
    schema: z.ZodType<Body>,
  ) =>
    content({
      path,
      group: null,
      subject: publicSubject,
      priority,
      isShared: true,
      schema,
    });

  return {
    characterKillmails: ({ characterId, page, ...input }) =>
      request({
        ...input,
        path: `/characters/${characterId}/killmails/recent?page=${page}`,
        group: "char-killmail",
        subject: ofCharacter(characterId),
        schema: schemas.references,
      }),
    corporationKillmails: ({ corporationId, characterId, page, ...input }) =>
      request({
        ...input,
        path: `/corporations/${corporationId}/killmails/recent?page=${page}`,
        group: "corp-killmail",
        subject: ofCharacter(characterId),
        schema: schemas.references,
      }),
    characterRoles: ({ characterId, ...input }) =>
      content({
        ...input,
        path: `/characters/${characterId}/roles`,
        group: "char-detail",
        subject: ofCharacter(characterId),
        isShared: true,
        schema: schemas.roles,
      }),
    saveFitting: ({ characterId, fitting, ...input }) =>
      content({
        ...input,
        method: "POST",
        path: `/characters/${characterId}/fittings`,
        group: "fitting",
        subject: ofCharacter(characterId),
        body: fitting,
        schema: schemas.savedFitting,
      }),
    character: (id, priority) =>
      shared(`/characters/${id}`, priority, schemas.character),
    // Asked for once a week at most: nothing to keep for everybody.
    corporation: (id, priority) =>
      content({
        path: `/corporations/${id}`,
        group: null,
        subject: publicSubject,
        priority,
        schema: schemas.corporation,
      }),
    alliance: (id, priority) =>
      content({
        path: `/alliances/${id}`,
        group: null,
        subject: publicSubject,
        priority,
        schema: schemas.alliance,
      }),
    affiliations: (ids, priority) =>
      content({
        method: "POST",
        path: "/characters/affiliation",
        group: null,
        subject: publicSubject,
        priority,
        body: ids,
        schema: schemas.affiliations,
      }),
    async fetchBody({ killmailId, hash }, priority) {
      const answer = await ofKillmails({
        path: `/killmails/${killmailId}/${hash}`,
        priority,
        schema: z.unknown(),
      });
      return contentOf(answer, "a killmail").body;
    },
    wars: ({ below, ...input }) =>
      ofKillmails({
        ...input,
        path: below === undefined ? "/wars" : `/wars?max_war_id=${below}`,
        schema: schemas.warIds,
      }),
    war: ({ warId, ...input }) =>
      ofKillmails({ ...input, path: `/wars/${warId}`, schema: schemas.war }),
    warKillmails: ({ warId, page, ...input }) =>
      ofKillmails({
        ...input,
        path: `/wars/${warId}/killmails?page=${page}`,
        schema: schemas.references,
      }),
    names: (ids, priority) =>
      content({
        method: "POST",
        path: "/universe/names",
        group: null,
        subject: publicSubject,
        priority,
        body: ids,
        schema: schemas.namedIds,
      }),
    marketPrices: (input) =>
      request({
        ...input,
        path: "/markets/prices",
        group: null,
        subject: publicSubject,
        schema: schemas.marketPrices,
      }),
    marketHistory: ({ typeId, ...input }) =>
      request({
        ...input,
        path: `/markets/${theForge}/history?type_id=${typeId}`,
        group: null,
        subject: publicSubject,
        schema: schemas.marketHistory,
      }),
    system: (id, priority) =>
      shared(`/universe/systems/${id}`, priority, schemas.solarSystem),
    constellation: (id, priority) =>
      shared(`/universe/constellations/${id}`, priority, schemas.constellation),
    region: (id, priority) =>
      shared(`/universe/regions/${id}`, priority, schemas.region),
    type: (id, priority) =>
      shared(`/universe/types/${id}`, priority, schemas.itemType),
    group: (id, priority) =>
      shared(`/universe/groups/${id}`, priority, schemas.typeGroup),
  };
}

function contentOf<Body>(
  answer: EsiAnswer<Body>,
  path: string,
): EsiContent<Body> {
  if (answer.status === 304)
    throw new Error(`ESI answered 304 to ${path} without an ETag`);
  return answer;
}

/** Public routes ask for no token: a refusal like that is meant for the client, whatever it asks. */
function isAboutUs(error: unknown): error is EsiRefusedError {
  return (
    error instanceof EsiRefusedError && ![400, 404, 422].includes(error.status)
  );
}
