import { graphql } from "../../../graphql/generated/index.ts";
import { partyLines, type Party } from "../../../shared/eve/names.ts";
import { PartyName } from "../../../shared/ui/name.tsx";
import classes from "./killmail-row.module.css";

graphql(`
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

graphql(`
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

interface PartyCellProps {
  className: string | undefined;
  label: string;
  party: Party | null;
}

/** Pilot and corporation, or what stands in for them; the label is for phones and screen readers. */
export function PartyCell({ className, label, party }: PartyCellProps) {
  const [first, second] = party ? partyLines(party) : [];
  return (
    <div className={className}>
      <span className={classes.label}>{label}</span>
      <span className={classes.first}>
        {first ? <PartyName line={first} /> : "None named"}
      </span>
      {second ? (
        <span className={classes.second}>
          <PartyName line={second} />
        </span>
      ) : null}
    </div>
  );
}
