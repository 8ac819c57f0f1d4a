/** How urgent work is, most urgent first. A child task inherits its parent's. */
export const priorities = ["immediate", "live", "recent", "dormant"] as const;

export type Priority = (typeof priorities)[number];

/** The number stored and sorted by: 0 is the most urgent. */
export function priorityRank(priority: Priority): number {
  return priorities.indexOf(priority);
}

export function priorityOfRank(rank: number): Priority {
  const priority = priorities[rank];
  if (priority === undefined) throw new Error(`No priority has rank ${rank}`);
  return priority;
}
