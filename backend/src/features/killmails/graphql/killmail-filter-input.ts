import type { EntityId } from "../../../kernel/index.ts";
import {
  badUserInput,
  idArg,
  type Builder,
} from "../../../platform/graphql/index.ts";
import type { KillmailFilter } from "../filter/killmail-filter.ts";

const mostIds = 100;

export function addKillmailFilterInput(builder: Builder) {
  return builder.inputType("KillmailFilter", {
    description:
      "Every clause given must hold; within a list, any one id is enough. Ids may be of characters, corporations, alliances or factions.",
    fields: (t) => ({
      involved: t.idList({
        description: "Any of these took part, as victim or attacker.",
      }),
      victim: t.idList({ description: "Any of these is the victim." }),
      attacker: t.idList({
        description: "Any of these took part as attacker.",
      }),
    }),
  });
}

interface FilterInput {
  involved?: string[] | null | undefined;
  victim?: string[] | null | undefined;
  attacker?: string[] | null | undefined;
}

/** The filter a client wrote; a clause of null is a clause left out. */
export function readKillmailFilter(
  input: FilterInput | null | undefined,
): KillmailFilter {
  return {
    involved: readIds(input?.involved, "filter.involved"),
    victim: readIds(input?.victim, "filter.victim"),
    attacker: readIds(input?.attacker, "filter.attacker"),
  };
}

function readIds(
  texts: string[] | null | undefined,
  name: string,
): EntityId[] | undefined {
  if (texts == null) return undefined;
  if (texts.length > mostIds)
    throw badUserInput(`${name} takes ${mostIds} ids at most.`);
  return texts.map((text) => idArg<EntityId>(text, `${name}: ${text}`));
}
