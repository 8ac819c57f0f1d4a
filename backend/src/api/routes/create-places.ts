import type { EventEmitter } from "node:events";

/** Takes a place for the key until the connection closes; false when all of its places are taken. */
export type TakePlace = (key: string, connection: EventEmitter) => boolean;

/** A limited number of places for each key. */
export function createPlaces(most: number): TakePlace {
  const taken = new Map<string, number>();
  return (key, connection) => {
    const count = taken.get(key) ?? 0;
    if (count >= most) return false;
    taken.set(key, count + 1);
    connection.once("close", () => {
      const left = (taken.get(key) ?? 1) - 1;
      if (left > 0) taken.set(key, left);
      else taken.delete(key);
    });
    return true;
  };
}
