import { z } from "zod";
import {
  type CharacterId,
  type Clock,
  type Logger,
  UnavailableError,
} from "../../kernel/index.ts";
import type { EsiAnswer, EsiContent } from "./esi-answer.ts";
import type { EsiBudget } from "./esi-budget.ts";
import { EsiRefusedError } from "./esi-refused-error.ts";
import { createEsiRequest, type EsiRequest } from "./esi-request.ts";
import * as schemas from "./schemas.ts";

/** The behaviour this client is written for. */
const compatibilityDate = "2026-08-18";

/** Public routes are counted per address; all processes of a site are taken to share one. */
const address = "address";

const refusedWaitMs = 5 * 60_000;

/** EVE's official API. Each call may throw EsiRefusedError or UnavailableError (see `createEsiRequest`). */
export interface Esi {
  /** One page of the mails of the last 90 days in which the character was victim or struck the final blow. */
  characterKillmails(input: {
    characterId: CharacterId;
    token: string;
    page: number;
    etag?: string | null;
  }): Promise<EsiAnswer<schemas.EsiReference[]>>;
  /** A mail's body as ESI gave it. EsiRefusedError only for what is wrong with the reference (400, 404, 422), never for what is wrong with us. */
  fetchBody(reference: { killmailId: number; hash: string }): Promise<unknown>;
  /** Names of 1 to 1,000 different ids, of whatever kind. All or nothing: 404 when one of them is unknown (see `resolveNames`). */
  names(ids: readonly number[]): Promise<EsiContent<schemas.EsiName[]>>;
  system(id: number): Promise<EsiContent<schemas.EsiSolarSystem>>;
  constellation(id: number): Promise<EsiContent<schemas.EsiConstellation>>;
  region(id: number): Promise<EsiContent<schemas.EsiRegion>>;
}

export function createEsi(deps: {
  /** For example https://esi.evetech.net, without a slash at its end. */
  baseUrl: string;
  /** Says who we are and how to reach us; EVE bans those who do not. */
  userAgent: string;
  /** The client id at EVE SSO: budgets of authorised routes belong to application and character. */
  applicationId: string;
  compatibilityDate?: string;
  clock: Clock;
  budget: EsiBudget;
  log: Logger;
  fetch?: typeof fetch;
}): Esi {
  const request = createEsiRequest({
    compatibilityDate,
    fetch,
    ...deps,
    baseUrl: deps.baseUrl.replace(/\/$/, ""),
  });

  async function content<Body>(
    wanted: Omit<EsiRequest<Body>, "subject">,
  ): Promise<EsiContent<Body>> {
    const answer = await request({ ...wanted, subject: address });
    if (answer.status === 304)
      throw new Error(`ESI answered 304 to ${wanted.path} without an ETag`);
    return answer;
  }

  return {
    characterKillmails: ({ characterId, token, page, etag }) =>
      request({
        path: `/characters/${characterId}/killmails/recent?page=${page}`,
        group: "char-killmail",
        subject: `${deps.applicationId}:${characterId}`,
        token,
        etag,
        schema: schemas.references,
      }),
    async fetchBody({ killmailId, hash }) {
      try {
        const { body } = await content({
          path: `/killmails/${killmailId}/${hash}`,
          group: "killmail",
          schema: z.unknown(),
        });
        return body;
      } catch (error) {
        if (!isAboutUs(error)) throw error;
        // A ban or a changed rule must not end as a mail that can not be stored.
        throw new UnavailableError(error.message, {
          cause: error,
          retryAt: new Date(deps.clock.now().getTime() + refusedWaitMs),
        });
      }
    },
    names: (ids) =>
      content({
        method: "POST",
        path: "/universe/names",
        group: null,
        body: ids,
        schema: schemas.namedIds,
      }),
    system: (id) =>
      content({
        path: `/universe/systems/${id}`,
        group: null,
        schema: schemas.solarSystem,
      }),
    constellation: (id) =>
      content({
        path: `/universe/constellations/${id}`,
        group: null,
        schema: schemas.constellation,
      }),
    region: (id) =>
      content({
        path: `/universe/regions/${id}`,
        group: null,
        schema: schemas.region,
      }),
  };
}

/** Public routes ask for no token: a refusal like that is meant for the client, whatever it asks. */
function isAboutUs(error: unknown): error is EsiRefusedError {
  return (
    error instanceof EsiRefusedError && ![400, 404, 422].includes(error.status)
  );
}
