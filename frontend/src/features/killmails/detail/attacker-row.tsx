import { Badge, Text } from "@mantine/core";
import { IconCrosshair, IconFlame } from "@tabler/icons-react";
import type { AttackerRowFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { labelOf, partyLines } from "../../../shared/eve/names.ts";
import { formatShare, formatWhole } from "../../../shared/format/number.ts";
import { EveImage } from "../../../shared/ui/eve-image.tsx";
import { Name, PartyName } from "../../../shared/ui/name.tsx";
import classes from "./attacker-row.module.css";

graphql(`
  fragment AttackerRow on Attacker {
    ...AttackerParty
    damageDone
    isFinalBlow
    securityStatus
    character {
      id
      portraitUrl(size: 64)
    }
    weapon {
      id
      name
      iconUrl(size: 64)
    }
  }
`);

interface AttackerRowProps {
  attacker: AttackerRowFragment;
  damageTaken: string;
  isTopDamage: boolean;
  isOwn: boolean;
}

/** One attacker with ship, weapon and share of the damage. */
export function AttackerRow({
  attacker,
  damageTaken,
  isTopDamage,
  isOwn,
}: AttackerRowProps) {
  const { character, ship, weapon } = attacker;
  const [first, ...rest] = partyLines(attacker);
  const picture = character?.portraitUrl ?? ship?.iconUrl;
  const hasOwnWeapon = weapon !== null && weapon.id !== ship?.id;
  return (
    <li className={classes.row} data-final={attacker.isFinalBlow || undefined}>
      {picture === undefined ? <span /> : <EveImage src={picture} size={44} />}
      <div className={classes.who}>
        <span className={classes.name}>
          {first ? <PartyName line={first} /> : null}
          {isOwn ? (
            <Badge size="xs" variant="outline" color="cyan">
              You
            </Badge>
          ) : null}
        </span>
        {rest.map((line) => (
          <Text key={line.label.text} size="xs" c="dimmed" truncate>
            <PartyName line={line} />
          </Text>
        ))}
        <Text size="xs" mt={2}>
          {ship ? <Name label={labelOf("Type", ship)} /> : "Unknown ship"}
          {hasOwnWeapon ? (
            <Text span inherit c="dimmed">
              {" with "}
              <Name label={labelOf("Type", weapon)} />
            </Text>
          ) : null}
        </Text>
        <span className={classes.marks}>
          {attacker.isFinalBlow ? (
            <Badge
              size="sm"
              color="red"
              variant="light"
              leftSection={<IconCrosshair size={12} aria-hidden />}
            >
              Final blow
            </Badge>
          ) : null}
          {isTopDamage ? (
            <Badge
              size="sm"
              color="yellow"
              variant="light"
              leftSection={<IconFlame size={12} aria-hidden />}
            >
              Top damage
            </Badge>
          ) : null}
        </span>
      </div>
      <div className={classes.damage}>
        <span>{formatWhole(attacker.damageDone)}</span>
        <Text span size="xs" c="dimmed">
          {formatShare(attacker.damageDone, damageTaken)}
        </Text>
      </div>
    </li>
  );
}
