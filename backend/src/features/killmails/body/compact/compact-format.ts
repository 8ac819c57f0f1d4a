/**
 * How a body is written in codec 3: JSON's values, so that anything comes back, in the few bytes that killmails need.
 * Each value begins with a number (7 bits a byte, the lowest first, the highest bit says that more follow) whose two
 * lowest bits say what the others are.
 */
export const kinds = {
  /** Not negative. */
  integer: 0,
  /** Place of a large integer that was there before. */
  again: 1,
  /** Number of a shape; its values follow in the order of its keys. */
  object: 2,
  /** One of `marks`. */
  marked: 3,
} as const;

export const marks = {
  null: 0,
  true: 1,
  false: 2,
  /** Eight bytes follow, the highest first. */
  double: 3,
  /** Its number of bytes and they follow, UTF-8. */
  text: 4,
  /** Its number of values and they follow. */
  list: 5,
  /** What it is below zero follows. */
  negative: 6,
  /** A tenth of what follows, as security statuses are. */
  tenths: 7,
  negativeTenths: 8,
  /** Seconds since 1970 follow: a text such as 2021-11-27T00:09:11Z. */
  moment: 9,
  /** A new shape: its number of keys, each as its number among the known ones plus one or as 0 and a text; then the values. */
  shape: 10,
  /** A text with half a surrogate pair, which UTF-8 has not: as JSON. */
  brokenText: 11,
} as const;

/** Integers from here on are kept in mind, so that a corporation's id is written once however many of its pilots are there. */
export const smallestKept = 2 ** 16;

/** Integers from here on are written as doubles. */
export const tooLarge = 2 ** 50;
