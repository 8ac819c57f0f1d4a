import type {
  AllianceId,
  CharacterId,
  CorporationId,
  Priority,
  TypeId,
} from "../../kernel/index.ts";
import type { EsiAnswer, EsiContent } from "./esi-answer.ts";
import type * as schemas from "./schemas.ts";

/** EVE's official API. Each call may throw EsiRefusedError or UnavailableError (see `createEsiRequest`). */
export interface Esi {
  /** One page of the mails of the last 90 days in which the character was victim or struck the final blow. */
  characterKillmails(input: {
    characterId: CharacterId;
    token: string;
    page: number;
    etag?: string | null;
    priority: Priority;
  }): Promise<EsiAnswer<schemas.EsiReference[]>>;
  /** The same for the members of a corporation, with the token and from the budget of one of its directors. */
  corporationKillmails(input: {
    corporationId: CorporationId;
    characterId: CharacterId;
    token: string;
    page: number;
    etag?: string | null;
    priority: Priority;
  }): Promise<EsiAnswer<schemas.EsiReference[]>>;
  /** The character's roles in its corporation, such as "Director". ESI says the same for an hour, and is not asked before; 1 token when they are still the same then, 2 otherwise. */
  characterRoles(input: {
    characterId: CharacterId;
    token: string;
    priority: Priority;
  }): Promise<EsiContent<schemas.EsiRoles>>;
  /** Saves a fit in the game, among the character's own. EsiRefusedError when the game refuses it, as when it keeps 500 already. After an UnavailableError it may be saved all the same. */
  saveFitting(input: {
    characterId: CharacterId;
    token: string;
    fitting: schemas.EsiFitting;
    priority: Priority;
  }): Promise<EsiContent<schemas.EsiSavedFitting>>;
  /** What everybody may know of a character. EsiRefusedError 404 once it is biomassed. ESI says the same for a day. */
  character(
    id: CharacterId,
    priority: Priority,
  ): Promise<EsiContent<schemas.EsiCharacter>>;
  /** EsiRefusedError 404 for what is none. ESI says the same for an hour. */
  corporation(
    id: CorporationId,
    priority: Priority,
  ): Promise<EsiContent<schemas.EsiCorporation>>;
  alliance(
    id: AllianceId,
    priority: Priority,
  ): Promise<EsiContent<schemas.EsiAlliance>>;
  /** Where 1 to 1,000 different characters are. All or nothing: refused with 404 when one of them is gone. ESI says the same for an hour. */
  affiliations(
    ids: readonly CharacterId[],
    priority: Priority,
  ): Promise<EsiContent<schemas.EsiAffiliation[]>>;
  /** A mail's body as ESI gave it. EsiRefusedError only for what is wrong with the reference (400, 404, 422), never for what is wrong with us. */
  fetchBody(
    reference: { killmailId: number; hash: string },
    priority: Priority,
  ): Promise<unknown>;
  /** Ids of wars, newest first, some 2,000 a call: all, or those below `below`. ESI says the same for an hour. */
  wars(input: {
    below?: number | undefined;
    etag?: string | null;
    priority: Priority;
  }): Promise<EsiAnswer<number[]>>;
  /** What there is to know of a war. ESI says the same for an hour. */
  war(input: {
    warId: number;
    etag?: string | null;
    priority: Priority;
  }): Promise<EsiAnswer<schemas.EsiWar>>;
  /** One page of the mails of a war, newest first. ESI says the same for an hour. */
  warKillmails(input: {
    warId: number;
    page: number;
    etag?: string | null;
    priority: Priority;
  }): Promise<EsiAnswer<schemas.EsiReference[]>>;
  /** Names of 1 to 1,000 different ids, of whatever kind. All or nothing: 404 when one of them is unknown (see `resolveNames`). */
  names(
    ids: readonly number[],
    priority: Priority,
  ): Promise<EsiContent<schemas.EsiName[]>>;
  /** CCP's own prices of some 15,000 types, a megabyte. ESI says the same for an hour. */
  marketPrices(input: {
    etag?: string | null;
    priority: Priority;
  }): Promise<EsiAnswer<schemas.EsiMarketPrice[]>>;
  /** What a type cost in The Forge on each of the last 400 or so days on which it was traded. EsiRefusedError 400 or 404 for what has no market. ESI says the same until 11:05 UTC. */
  marketHistory(input: {
    typeId: TypeId;
    etag?: string | null;
    priority: Priority;
  }): Promise<EsiAnswer<schemas.EsiMarketDay[]>>;
  system(
    id: number,
    priority: Priority,
  ): Promise<EsiContent<schemas.EsiSolarSystem>>;
  constellation(
    id: number,
    priority: Priority,
  ): Promise<EsiContent<schemas.EsiConstellation>>;
  region(
    id: number,
    priority: Priority,
  ): Promise<EsiContent<schemas.EsiRegion>>;
  /** What an item type is, in ESI's words. EsiRefusedError 404 for ids it does not know. */
  type(
    id: number,
    priority: Priority,
  ): Promise<EsiContent<schemas.EsiItemType>>;
  /** A group of types. */
  group(
    id: number,
    priority: Priority,
  ): Promise<EsiContent<schemas.EsiTypeGroup>>;
}
