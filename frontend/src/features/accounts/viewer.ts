import { useQuery } from "@apollo/client/react";
import { graphql } from "../../graphql/generated/index.ts";

export const VIEWER = graphql(`
  query Viewer {
    me {
      id
      isAdmin
      characters {
        ...LinkedCharacterParts
      }
    }
    site {
      isSimulated
      version
    }
  }
`);

/** Who is logged in, with their linked characters, and what site this is. */
export function useViewer() {
  return useQuery(VIEWER);
}
