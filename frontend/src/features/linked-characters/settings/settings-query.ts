import { graphql } from "../../../graphql/generated/index.ts";

export const SETTINGS = graphql(`
  query Settings {
    me {
      id
      characters {
        ...CharacterCard
      }
      lostCharacters {
        ...LostCharacterParts
      }
    }
  }
`);

export const CHARACTER_SETTINGS_UPDATED = graphql(`
  subscription CharacterSettingsUpdated {
    linkedCharacterUpdated {
      ...CharacterCard
    }
  }
`);
