/** Values no version of a client has heard of yet, where ESI answers with one of a set. */
const laterValues: Record<string, (value: unknown) => unknown> = {
  gender: () => "unspecified",
  friendly_fire: () => "negotiable",
  state: () => "merging",
  type: () => "cooperative",
  roles: (value) => [...(value as unknown[]), "Quantum_Archivist"],
};

/**
 * An answer as a later ESI might give it: every object has a field nobody knows, every set of
 * values has grown. Neither needs a new compatibility date (EVE developer docs).
 */
export function laterSchema(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(laterSchema);
  if (typeof body !== "object" || body === null) return body;
  const fields = Object.entries(body).map(
    ([name, value]: [string, unknown]) => [
      name,
      (laterValues[name] ?? laterSchema)(value),
    ],
  );
  return {
    ...(Object.fromEntries(fields) as Record<string, unknown>),
    introduced_later: { revision: 2, kinds: ["not", "known", "yet"] },
  };
}
