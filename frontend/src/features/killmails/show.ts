import type { KillmailFilter } from "../../graphql/generated/graphql.ts";

export type Show = "all" | "kills" | "losses";

/** What the address asks for; anything unknown shows everything. */
export function parseShow(value: string | null): Show {
  return value === "kills" || value === "losses" ? value : "all";
}

/** Mails with any of `ids` on the side that `show` asks for. */
export function filterFor(show: Show, ids: string[]): KillmailFilter {
  switch (show) {
    case "all":
      return { involved: ids };
    case "kills":
      return { attacker: ids };
    case "losses":
      return { victim: ids };
  }
}
