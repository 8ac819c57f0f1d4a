interface SavedFitting {
  fitting_id: number;
  name: string;
  description: string;
  ship_type_id: number;
  items: { flag: string; quantity: number; type_id: number }[];
}

/** What pilots saved in the game's fitting window. */
export interface FittingBook {
  of(characterId: number): readonly SavedFitting[];
  /** Undefined when the pilot has as many as the game keeps. */
  save(
    characterId: number,
    fitting: Omit<SavedFitting, "fitting_id">,
  ): SavedFitting | undefined;
}

/** The game keeps 500 of each pilot. */
const mostFittings = 500;

export function createFittingBook(): FittingBook {
  const books = new Map<number, SavedFitting[]>();
  let lastId = 70_000_000;
  return {
    of: (characterId) => books.get(characterId) ?? [],
    save(characterId, fitting) {
      const book = books.get(characterId) ?? [];
      if (book.length >= mostFittings) return undefined;
      const saved = { fitting_id: ++lastId, ...fitting };
      books.set(characterId, [...book, saved]);
      return saved;
    },
  };
}
