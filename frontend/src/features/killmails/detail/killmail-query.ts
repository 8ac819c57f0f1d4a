import { graphql } from "../../../graphql/generated/index.ts";

export const ATTACKERS_PAGE_SIZE = 20;

export const KILLMAIL = graphql(`
  query Killmail($id: ID!, $attackers: Int!, $after: String) {
    killmail(id: $id) {
      id
      ...KillmailHeader
      ...KillmailFit
      ...KillmailWorth
      ...KillmailItems
      ...KillmailAttackers
      ...ZkillboardSays
    }
  }
`);
