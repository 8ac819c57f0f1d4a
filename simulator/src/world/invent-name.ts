import { createRandom } from "./random.ts";

const firstNames =
  "Aldo Anva Arik Bela Brenn Caro Cassia Dain Dorva Edrik Elva Farro Fenja Garek Gilda Harun Hesta Ilko Ilsa Jarl Jessa Kael Kirsa Lorn Lyra Marek Mirel Nadim Nessa Orin Ottla Pavel Petra Quill Ravi Renna Sarek Silla Tamsin Torvo Ulric Una Vasco Velda Wren Xara Yorick Yva Zarek Zinna".split(
    " ",
  );
const lastNames =
  "Abarran Aldenar Arkanon Belisar Brandvik Calder Corvane Dravik Duskbane Elstrom Ervanto Fallowe Ferrano Galdur Grimshaw Halvard Hestrel Ildaren Ivarsson Jorvik Kastellan Kethren Lindqvar Lothbrok Malkorin Merrowe Nakasato Norrland Okonvar Ostrava Palladin Quenneth Ragnaros Reyvald Sandoval Sevrin Tarkovan Thornwick Umbrel Valtaris Vexler Wakefield Wolvane Xandros Yaroslav Zendari".split(
    " ",
  );
const adjectives =
  "Ashen Broken Crimson Distant Eternal Fallen Gilded Hollow Iron Jaded Last Lucid Midnight Nameless Obsidian Pale Quiet Restless Silent Stellar Tidal Umbral Vagrant Wandering Zealous".split(
    " ",
  );
const nouns =
  "Accord Bastion Cartel Compass Dominion Embassy Fleet Foundry Guild Harbour Industries Jesters Kindred Lanterns Mercenaries Navigators Order Pioneers Quarry Raiders Syndicate Traders Union Vanguard Wardens".split(
    " ",
  );

/** A plausible pilot's name; the same id always gets the same one. */
export function inventCharacterName(id: number): string {
  const random = createRandom(id, 1);
  const middle = random.chance(0.15) ? ` ${random.pick(firstNames)}` : "";
  return `${random.pick(firstNames)}${middle} ${random.pick(lastNames)}`;
}

export function inventCorporationName(id: number): string {
  const random = createRandom(id, 2);
  return `${random.pick(adjectives)} ${random.pick(nouns)}`;
}

export function inventTicker(id: number): string {
  const random = createRandom(id, 3);
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
  return Array.from({ length: random.between(3, 5) }, () =>
    random.pick(letters),
  ).join("");
}
