import type { Simulator } from "../../simulator/src/index.ts";

/** The pilots of the simulator's world with the longest lists, longest first. */
export async function busiestPilots(
  simulator: Simulator,
  count: number,
): Promise<number[]> {
  const response = await fetch(
    `${simulator.url}/simulator/characters?limit=100`,
  );
  const { characters } = (await response.json()) as {
    characters: { id: number }[];
  };
  const length = (id: number) => simulator.listFor(id).length;
  return characters
    .map(({ id }) => id)
    .sort((a, b) => length(b) - length(a))
    .slice(0, count);
}
