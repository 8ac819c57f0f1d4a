import type { FitPartsFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { formatCount } from "../../../shared/format/number.ts";
import { Disclosure } from "../../../shared/ui/disclosure.tsx";
import classes from "./fit-view.module.css";
import { groupModules } from "./group-modules.ts";
import { ModuleRow } from "./module-row.tsx";
import { StackRow } from "./stack-row.tsx";

graphql(`
  fragment FitParts on Fit {
    name
    hull {
      id
      name
    }
    eft
    chatLink
    xml
    slots {
      section
      title
      slotCount
      modules {
        type {
          id
          name
          iconUrl(size: 64)
        }
        charge {
          quantity
          type {
            id
            name
            iconUrl(size: 64)
          }
        }
        lost {
          dropped
          destroyed
        }
      }
    }
    holds {
      section
      flag
      title
      stacks {
        quantity
        type {
          id
          name
          iconUrl(size: 64)
        }
        lost {
          dropped
          destroyed
        }
      }
    }
  }
`);

type Slots = FitPartsFragment["slots"][number];
type Hold = FitPartsFragment["holds"][number];

/** Holds that belong to how a ship fights; what lies in the others is cargo. */
const readyHolds = new Set([
  "DRONE_BAY",
  "FIGHTER_BAY",
  "IMPLANTS",
  "BOOSTERS",
]);

/** A fit by sections: slots, drones, fighters and implants at once, cargo and bays when they are asked for. */
export function FitView({ fit }: { fit: FitPartsFragment }) {
  const ready = fit.holds.filter(({ section }) => readyHolds.has(section));
  const cargo = fit.holds.filter(({ section }) => !readyHolds.has(section));
  return (
    <>
      {fit.slots.map((slots) => (
        <SlotGroup key={slots.section} slots={slots} />
      ))}
      {ready.map((hold) => (
        <HoldGroup key={`${hold.section} ${hold.flag}`} hold={hold} />
      ))}
      {cargo.length > 0 ? (
        <div className={classes.more}>
          <Disclosure label={`Cargo and bays: ${kindsIn(cargo)}`}>
            {() =>
              cargo.map((hold) => (
                <HoldGroup key={`${hold.section} ${hold.flag}`} hold={hold} />
              ))
            }
          </Disclosure>
        </div>
      ) : null}
    </>
  );
}

function SlotGroup({ slots }: { slots: Slots }) {
  const { title, slotCount, modules } = slots;
  const empty = slotCount === null ? 0 : slotCount - modules.length;
  return (
    <section className={classes.group}>
      <h3 className={classes.title}>
        {title}
        <span className={classes.count}>
          {slotCount === null
            ? modules.length
            : `${modules.length} of ${slotCount}`}
        </span>
      </h3>
      <ul className={classes.list}>
        {groupModules(modules).map((group) => (
          <li key={`${group.type.id} ${group.charge?.type.id ?? ""}`}>
            <ModuleRow group={group} />
          </li>
        ))}
        {empty > 0 ? (
          <li className={classes.empty}>
            {formatCount(empty, "empty slot", "empty slots")}
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function HoldGroup({ hold }: { hold: Hold }) {
  return (
    <section className={classes.group}>
      <h3 className={classes.title}>
        {hold.section === "IMPLANTS"
          ? "Implants"
          : hold.section === "BOOSTERS"
            ? "Boosters"
            : hold.title}
      </h3>
      <ul className={classes.list}>
        {hold.stacks.map((stack) => (
          <li key={stack.type.id}>
            <StackRow stack={stack} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const kindsIn = (holds: readonly Hold[]): string =>
  formatCount(
    holds.reduce((sum, { stacks }) => sum + stacks.length, 0),
    "kind of item",
    "kinds of items",
  );
