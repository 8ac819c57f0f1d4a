import { labelOf } from "../../../shared/eve/names.ts";
import { formatWhole } from "../../../shared/format/number.ts";
import { EveImage } from "../../../shared/ui/eve-image.tsx";
import { Name } from "../../../shared/ui/name.tsx";
import classes from "./fit-view.module.css";
import type { ModuleGroup } from "./group-modules.ts";
import { Lost } from "./lost.tsx";

/** Modules that are alike, with what they were loaded with beside them. */
export function ModuleRow({ group }: { group: ModuleGroup }) {
  const { type, count, charge } = group;
  return (
    <div className={classes.row}>
      <EveImage src={type.iconUrl} size={28} />
      <div className={classes.what}>
        <span>
          {count > 1 ? `${count}× ` : null}
          <Name label={labelOf("Type", type)} />
        </span>
        {charge ? (
          <span className={classes.charge}>
            <EveImage src={charge.type.iconUrl} size={18} />
            <span>
              <Name label={labelOf("Type", charge.type)} />
              {charge.quantity === null
                ? null
                : ` × ${formatWhole(charge.quantity)}`}
            </span>
          </span>
        ) : null}
      </div>
      <Lost dropped={group.dropped} destroyed={group.destroyed} of={count} />
    </div>
  );
}
