import { VisuallyHidden } from "@mantine/core";
import { IconLock, IconUsers } from "@tabler/icons-react";
import { memo } from "react";
import { Link } from "react-router";
import type { KillmailRowFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { labelOf } from "../../../shared/eve/names.ts";
import { formatCount, formatWhole } from "../../../shared/format/number.ts";
import { EveImage } from "../../../shared/ui/eve-image.tsx";
import { EveTime } from "../../../shared/ui/eve-time.tsx";
import { Name } from "../../../shared/ui/name.tsx";
import { ResultChip } from "../../../shared/ui/result-chip.tsx";
import { SecurityBadge } from "../../../shared/ui/security-badge.tsx";
import { RowValue } from "../../valuation/row-value.tsx";
import classes from "./killmail-row.module.css";
import { PartyCell } from "./party-cell.tsx";

graphql(`
  fragment KillmailRow on Killmail {
    id
    time
    attackerCount
    isPublic
    ...RowValue
    victim {
      ...VictimParty
    }
    finalBlow {
      ...AttackerParty
    }
    system {
      id
      name
      security
      region {
        id
        name
      }
    }
  }
`);

interface KillmailRowProps {
  mail: KillmailRowFragment;
  /** Null in a list that looks at kills from nobody's side. */
  isLoss: boolean | null;
  isFresh: boolean;
}

/** One killmail of a list; the whole row leads to it. */
export const KillmailRow = memo(function KillmailRow({
  mail,
  isLoss,
  isFresh,
}: KillmailRowProps) {
  const { victim, finalBlow, system } = mail;
  return (
    <li
      className={classes.row}
      data-loss={isLoss === true || undefined}
      data-neutral={isLoss === null || undefined}
      data-fresh={isFresh || undefined}
    >
      <span className={classes.icon}>
        <EveImage src={victim.ship.iconUrl} size={48} />
      </span>
      <div className={classes.ship}>
        <Link to={`/kill/${mail.id}`} className={classes.main}>
          <Name label={labelOf("Type", victim.ship)} />
        </Link>
        <span className={classes.chips}>
          {isLoss === null ? null : <ResultChip isLoss={isLoss} />}
          {mail.isPublic ? null : (
            <span
              className={classes.private}
              title="Private: not everybody can see this mail"
            >
              <IconLock size={14} stroke={1.8} aria-hidden />
              <VisuallyHidden>Private</VisuallyHidden>
            </span>
          )}
        </span>
      </div>
      <PartyCell className={classes.victim} label="Victim" party={victim} />
      <PartyCell
        className={classes.blow}
        label="Final blow"
        party={finalBlow}
      />
      <div className={classes.place}>
        <span className={classes.system}>
          <SecurityBadge security={system.security} />
          <span className={classes.clip}>
            <Name label={labelOf("System", system)} />
          </span>
        </span>
        {system.region ? (
          <span className={classes.second}>
            <Name label={labelOf("Region", system.region)} />
          </span>
        ) : null}
      </div>
      <div className={classes.time}>
        <span className={classes.lifted}>
          <EveTime time={mail.time} />
        </span>
        <span className={classes.figures}>
          <span className={classes.lifted}>
            <RowValue mail={mail} />
          </span>
          <span
            className={classes.count}
            title={formatCount(mail.attackerCount, "attacker", "attackers")}
          >
            <IconUsers size={14} stroke={1.8} aria-hidden />
            <span aria-hidden>{formatWhole(mail.attackerCount)}</span>
            <VisuallyHidden>
              {formatCount(mail.attackerCount, "attacker", "attackers")}
            </VisuallyHidden>
          </span>
        </span>
      </div>
    </li>
  );
});
