import { InMemoryCache } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { killmailsFieldPolicy } from "../features/killmails/list/killmails-field-policy.ts";

/** The normalised cache, with the rules for objects that carry no id of their own. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: {
          killmails: killmailsFieldPolicy,
          deadLetters: relayStylePagination(),
        },
      },
      Site: { merge: true },
      CharacterSync: { merge: true },
      CorporationSync: { merge: true },
      Killmail: {
        fields: {
          attackers: relayStylePagination(),
          victim: { merge: true },
          finalBlow: { merge: true },
        },
      },
    },
  });
}
