/** Words of type names as EVE's clients have them; what is not listed stays as it is. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    Blueprint: "Blaupause",
    Shield: "Schild",
    Armor: "Panzerung",
    Launcher: "Werfer",
    Missile: "Lenkwaffe",
    Small: "Klein",
    Medium: "Mittel",
    Large: "Groß",
    Planet: "Planet",
    Moon: "Mond",
  },
  fr: {
    Blueprint: "Plan de construction",
    Shield: "Bouclier",
    Armor: "Blindage",
    Launcher: "Lanceur",
    Small: "Petit",
    Medium: "Moyen",
    Large: "Grand",
    Moon: "Lune",
  },
  es: {
    Blueprint: "Plano técnico",
    Shield: "Escudo",
    Armor: "Blindaje",
    Launcher: "Lanzador",
    Small: "Pequeño",
    Medium: "Mediano",
    Large: "Grande",
    Moon: "Luna",
  },
};

const alphabet = "abcdefghijklmnopqrstuvwxyz";
/** One sign for each letter: enough to tell the scripts of these clients apart. */
const scripts: Readonly<Record<string, string>> = {
  ru: "абкдефгхижклмнопкрстуввхиз",
  ja: "アブクデエフグヒイジカルムノオピケラスタウヴワズヤゼ",
  ko: "아부카데에프그히이지크루무노오피쿠라스타우바와주야제",
  zh: "阿布克德埃弗格希伊吉卡勒姆诺奥皮奎拉斯塔乌维瓦兹亚泽",
};

const languages = ["de", "es", "fr", "ja", "ko", "ru", "zh"] as const;

/** An invented translation of a type's name; the same name always gets the same one. */
function translate(name: string, language: string): string {
  const script = scripts[language];
  if (script === undefined)
    return name
      .split(" ")
      .map((word) => words[language]?.[word] ?? word)
      .join(" ");
  const signs = Array.from(script);
  // Numbers and grades (II, T1) are written alike everywhere.
  return name
    .split(" ")
    .map((word) =>
      /^[IVX\d.]+$/.test(word)
        ? word
        : word.replaceAll(/[a-z]/gi, (letter) => {
            const sign =
              signs[alphabet.indexOf(letter.toLowerCase())] ?? letter;
            return letter === letter.toLowerCase() ? sign : sign.toUpperCase();
          }),
    )
    .join(" ");
}

export function translations(name: string): Record<string, string> {
  return Object.fromEntries(
    languages.map((language) => [language, translate(name, language)]),
  );
}
