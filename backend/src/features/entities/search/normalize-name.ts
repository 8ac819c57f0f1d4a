/**
 * How names are compared: without regard to case (ß is ss, every sigma one), to the width and form of letters (NFKC) and to
 * spaces; letters of different scripts stay different, however alike they look.
 */
export function normalizeName(text: string): string {
  return (
    text
      .normalize("NFKC")
      // Marks that nobody sees, such as those that turn the direction of writing.
      .replace(/\p{Cf}/gu, "")
      // There is no case folding in JavaScript: what is the same letter in capitals is.
      .toUpperCase()
      .toLowerCase()
      .replaceAll("ς", "σ")
      .replaceAll("i\u0307", "i")
      .normalize("NFKC")
      .replace(/\s+/gu, " ")
      .trim()
  );
}

const scripts = [
  "Latin",
  "Cyrillic",
  "Greek",
  "Han",
  "Hiragana",
  "Katakana",
  "Hangul",
  "Arabic",
  "Hebrew",
  "Thai",
  "Armenian",
  "Georgian",
  "Devanagari",
] as const;

const letters = scripts.map(
  (script) => [script, new RegExp(`\\p{Script=${script}}`, "u")] as const,
);

/** In which scripts its letters are written, in the order of Unicode's names for them here; none for digits and signs alone. */
export function scriptsOf(text: string): string[] {
  const plain = text.normalize("NFKC");
  return letters
    .filter(([, letter]) => letter.test(plain))
    .map(([script]) => script);
}
