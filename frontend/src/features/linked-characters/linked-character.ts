import { graphql } from "../../graphql/generated/index.ts";

export const LINKED_CHARACTER_PARTS = graphql(`
  fragment LinkedCharacterParts on LinkedCharacter {
    id
    name
    linkedAt
    authorisation
    character {
      id
      portraitUrl(size: 128)
    }
    sync {
      state
      message
      listed
      stored
      pending
      rejected
      lastSyncAt
      nextSyncAt
    }
  }
`);
