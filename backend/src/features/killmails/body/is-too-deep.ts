/** How many levels a body may have. Killmails have six; what writes and reads bodies goes down level by level, and thousands of them are more than it can bear. */
export const mostLevels = 100;

/** Whether lists and objects stand in each other on more than so many levels. */
export function isTooDeep(value: object, levels = mostLevels): boolean {
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const one of value as unknown[])
      if (isObject(one) && isTooDeep(one, levels - 1)) return true;
    return false;
  }
  for (const key in value) {
    const one = (value as Record<string, unknown>)[key];
    if (isObject(one) && isTooDeep(one, levels - 1)) return true;
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
