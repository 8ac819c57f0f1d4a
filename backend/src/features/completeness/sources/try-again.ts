const attempts = 3;

/** Reads a file of a day, and reads it anew when it came damaged: whoever rewrites it while it is read is done in a moment. */
export async function tryAgain<Content>(
  read: () => Promise<Content>,
  isDamaged: (error: unknown) => boolean,
): Promise<Content> {
  for (let attempt = 1; ; attempt++)
    try {
      return await read();
    } catch (error) {
      if (attempt === attempts || !isDamaged(error)) throw error;
    }
}
