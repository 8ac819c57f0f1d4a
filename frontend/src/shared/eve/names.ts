/** Anything EVE names and KillReport may not have learnt the name of yet. */
export interface Named {
  id: string;
  name: string | null;
}

/** A name to show: the real one, or a stand-in that says what it stands for. */
export interface Label {
  text: string;
  isKnown: boolean;
}

/** The entity's name, or "Character 95877094…" until it is learnt. */
export function labelOf(kind: string, entity: Named): Label {
  return entity.name === null
    ? { text: `${kind} ${entity.id}…`, isKnown: false }
    : { text: entity.name, isKnown: true };
}

/** Who took part: a pilot with corporation and alliance, a structure's owner, a faction's or nameless NPC. */
export interface Party {
  character: Named | null;
  corporation: Named | null;
  alliance: Named | null;
  factionId: string | null;
  factionName: string | null;
  ship: Named | null;
}

type EntityKind = "character" | "corporation" | "alliance";

/** One line of a party: its label, and the entity to link to where there is a page for it. */
export interface PartyLine {
  label: Label;
  link: { kind: EntityKind; id: string } | null;
}

/** Most personal first: pilot, corporation, alliance, faction; an NPC without any of them goes by its ship. */
export function partyLines(party: Party): PartyLine[] {
  const lines: PartyLine[] = [];
  if (party.character) lines.push(entityLine("character", party.character));
  if (party.corporation) {
    lines.push(entityLine("corporation", party.corporation));
  }
  if (party.alliance) lines.push(entityLine("alliance", party.alliance));
  if (party.factionId !== null) {
    const faction = { id: party.factionId, name: party.factionName };
    lines.push({ label: labelOf("Faction", faction), link: null });
  }
  if (lines.length > 0) return lines;
  const nameless = party.ship
    ? labelOf("Type", party.ship)
    : { text: "Unknown", isKnown: true };
  return [{ label: nameless, link: null }];
}

/** True while any name of the party is still to be learnt. */
export function hasUnknownName(party: Party): boolean {
  return (
    partyLines(party).some((line) => !line.label.isKnown) ||
    party.ship?.name === null
  );
}

const KIND_TITLES: Record<EntityKind, string> = {
  character: "Character",
  corporation: "Corporation",
  alliance: "Alliance",
};

function entityLine(kind: EntityKind, entity: Named): PartyLine {
  return {
    label: labelOf(KIND_TITLES[kind], entity),
    link: { kind, id: entity.id },
  };
}
