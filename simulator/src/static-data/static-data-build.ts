/** One published state of the static data, and how it differs from what the world would give. */
export interface StaticDataBuild {
  readonly number: number;
  readonly releasedAt: Date;
  /** Members that are missing from the archive, such as `types`. */
  readonly withoutMembers: readonly string[];
  /** Types that ESI knows and this build does not yet. */
  readonly withoutTypes: readonly number[];
  /** English names that differ, by type id. */
  readonly typeNames: Readonly<Record<string, string>>;
  /** Fields and members that today's readers do not know. */
  readonly isLaterShape: boolean;
}

export type StaticDataChange = Partial<
  Omit<StaticDataBuild, "number" | "releasedAt">
>;

export interface StaticDataBuilds {
  current(): StaticDataBuild;
  /** Publishes the next build; what is not changed is as the world has it. */
  publish(change: StaticDataChange): StaticDataBuild;
}

/** Far below the real numbers, and another one for each kind of world: nobody takes one for the other. */
const firstBuild = { seed: 1_000_001, data: 1_500_001 };
const firstRelease = new Date("2026-06-02T11:00:00Z");

export function createBuilds(
  kind: keyof typeof firstBuild,
  clock: { now(): Date },
): StaticDataBuilds {
  let current: StaticDataBuild = {
    number: firstBuild[kind],
    releasedAt: firstRelease,
    ...nothing,
  };
  return {
    current: () => current,
    publish(change) {
      current = {
        ...nothing,
        ...change,
        number: current.number + 1,
        releasedAt: clock.now(),
      };
      return current;
    },
  };
}

const nothing = {
  withoutMembers: [],
  withoutTypes: [],
  typeNames: {},
  isLaterShape: false,
};
