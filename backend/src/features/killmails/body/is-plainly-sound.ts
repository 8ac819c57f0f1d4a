import { largestInt4 } from "../../../kernel/index.ts";

/**
 * Whether a body is so ordinary that ESI's schema (esi-killmail.ts) takes it for certain. Answers for nearly every mail
 * in a tenth of the schema's time; where it says no, the schema itself decides and finds the words. A test holds the two
 * together.
 */
export function isPlainlySound(body: unknown): boolean {
  return (
    isObject(body) &&
    isId(body["killmail_id"]) &&
    isMoment(body["killmail_time"]) &&
    isSmallId(body["solar_system_id"]) &&
    isOptional(body["moon_id"], isId) &&
    isOptional(body["war_id"], isId) &&
    isVictim(body["victim"]) &&
    isListOf(body["attackers"], isAttacker)
  );
}

type Loose = Readonly<Record<string, unknown>>;

function isVictim(victim: unknown): boolean {
  return (
    isObject(victim) &&
    isParty(victim) &&
    isInteger(victim["damage_taken"]) &&
    isSmallId(victim["ship_type_id"]) &&
    isOptional(victim["position"], isPosition) &&
    isOptional(victim["items"], (items) => isListOf(items, isItem))
  );
}

function isAttacker(attacker: unknown): boolean {
  return (
    isObject(attacker) &&
    isParty(attacker) &&
    isInteger(attacker["damage_done"]) &&
    typeof attacker["final_blow"] === "boolean" &&
    Number.isFinite(attacker["security_status"]) &&
    isOptional(attacker["ship_type_id"], isSmallId) &&
    isOptional(attacker["weapon_type_id"], isSmallId)
  );
}

function isParty(who: Loose): boolean {
  return (
    isOptional(who["character_id"], isId) &&
    isOptional(who["corporation_id"], isId) &&
    isOptional(who["alliance_id"], isId) &&
    isOptional(who["faction_id"], isId)
  );
}

function isItem(item: unknown): boolean {
  return (
    isBareItem(item) &&
    isOptional((item as Loose)["items"], (items) => isListOf(items, isBareItem))
  );
}

function isBareItem(item: unknown): boolean {
  return (
    isObject(item) &&
    isSmallId(item["item_type_id"]) &&
    isInteger(item["flag"]) &&
    isInteger(item["singleton"]) &&
    isOptional(item["quantity_dropped"], isQuantity) &&
    isOptional(item["quantity_destroyed"], isQuantity)
  );
}

function isPosition(position: unknown): boolean {
  return (
    isObject(position) &&
    Number.isFinite(position["x"]) &&
    Number.isFinite(position["y"]) &&
    Number.isFinite(position["z"])
  );
}

function isMoment(time: unknown): boolean {
  if (
    typeof time !== "string" ||
    !/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}Z$/.test(
      time,
    )
  )
    return false;
  // Of the days only those at the end of a month need a calendar: the 30th of February comes back as another one.
  const day = Number(time.slice(8, 10));
  return day <= 28 || new Date(time).getUTCDate() === day;
}

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isId(value: unknown): value is number {
  return isInteger(value) && value > 0;
}

function isSmallId(value: unknown): boolean {
  return isId(value) && value <= largestInt4;
}

function isQuantity(value: unknown): boolean {
  return isInteger(value) && value >= 0;
}
