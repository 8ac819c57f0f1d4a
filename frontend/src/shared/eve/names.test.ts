import { describe, expect, it } from "vitest";
import { hasUnknownName, labelOf, partyLines, type Party } from "./names.ts";

const NOBODY: Party = {
  character: null,
  corporation: null,
  alliance: null,
  factionId: null,
  factionName: null,
  ship: null,
};

describe("labels", () => {
  it("stand in for a name that is not learnt yet, and say so", () => {
    expect(labelOf("Character", { id: "95877094", name: null })).toEqual({
      text: "Character 95877094…",
      isKnown: false,
    });
    expect(labelOf("Type", { id: "587", name: "Rifter" })).toEqual({
      text: "Rifter",
      isKnown: true,
    });
  });
});

describe("a party's lines", () => {
  it("go from pilot to alliance", () => {
    const lines = partyLines({
      ...NOBODY,
      character: { id: "1", name: "Pilot" },
      corporation: { id: "2", name: null },
      alliance: { id: "3", name: "Alliance" },
    });
    expect(lines.map((line) => line.label.text)).toEqual([
      "Pilot",
      "Corporation 2…",
      "Alliance",
    ]);
    expect(lines[1]?.link).toEqual({ kind: "corporation", id: "2" });
  });

  it("name a faction's NPC by its faction, without a link", () => {
    const lines = partyLines({
      ...NOBODY,
      factionId: "500010",
      factionName: "Guristas Pirates",
    });
    expect(lines).toEqual([
      { label: { text: "Guristas Pirates", isKnown: true }, link: null },
    ]);
  });

  it("fall back to the ship, then to Unknown", () => {
    const ship = { id: "30", name: "Sentry Gun" };
    expect(partyLines({ ...NOBODY, ship })[0]?.label.text).toBe("Sentry Gun");
    expect(partyLines(NOBODY)[0]?.label.text).toBe("Unknown");
  });

  it("are incomplete while any name or the ship's is unknown", () => {
    expect(hasUnknownName(NOBODY)).toBe(false);
    expect(hasUnknownName({ ...NOBODY, ship: { id: "587", name: null } })).toBe(
      true,
    );
    expect(hasUnknownName({ ...NOBODY, factionId: "500010" })).toBe(true);
  });
});
