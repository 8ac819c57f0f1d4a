import { graphql } from "../../graphql/generated/index.ts";

export const VICTIM_PARTY = graphql(`
  fragment VictimParty on Victim {
    factionId
    factionName
    character {
      id
      name
    }
    corporation {
      id
      name
    }
    alliance {
      id
      name
    }
    ship {
      id
      name
      iconUrl(size: 64)
    }
  }
`);

export const ATTACKER_PARTY = graphql(`
  fragment AttackerParty on Attacker {
    factionId
    factionName
    character {
      id
      name
    }
    corporation {
      id
      name
    }
    alliance {
      id
      name
    }
    ship {
      id
      name
      iconUrl(size: 64)
    }
  }
`);
