import type { KillmailItemsFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { ItemRow } from "./item-row.tsx";
import classes from "./items.module.css";
import panelClasses from "./panel.module.css";
import { Panel } from "./panel.tsx";

graphql(`
  fragment KillmailItems on Killmail {
    itemGroups {
      section
      title
      items {
        ...ItemParts
        items {
          ...ItemParts
        }
      }
    }
  }
`);

/** What was fitted and carried, section by section, containers with their content. */
export function Items({ mail }: { mail: KillmailItemsFragment }) {
  if (mail.itemGroups.length === 0) {
    return (
      <Panel title="Items">
        <p className={panelClasses.empty}>Nothing was fitted or carried.</p>
      </Panel>
    );
  }
  return (
    <Panel title="Items">
      {mail.itemGroups.map((group) => (
        <section key={group.section} className={classes.group}>
          <h3 className={classes.title}>{group.title}</h3>
          <ul className={panelClasses.list}>
            {group.items.map((item, index) => (
              // Two items of a group may be alike in everything, and their order never changes.
              <li key={index}>
                <ItemRow item={item} />
                {item.items.length > 0 ? (
                  <ul className={classes.content}>
                    {item.items.map((inner, innerIndex) => (
                      <li key={innerIndex}>
                        <ItemRow item={inner} />
                      </li>
                    ))}
                  </ul>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
