import type { FitPartsFragment } from "../../../graphql/generated/graphql.ts";
import { labelOf } from "../../../shared/eve/names.ts";
import { formatWhole } from "../../../shared/format/number.ts";
import { EveImage } from "../../../shared/ui/eve-image.tsx";
import { Name } from "../../../shared/ui/name.tsx";
import classes from "./fit-view.module.css";
import { Lost } from "./lost.tsx";

type Stack = FitPartsFragment["holds"][number]["stacks"][number];

/** Units of one type in a hold. */
export function StackRow({ stack }: { stack: Stack }) {
  const { type, quantity, lost } = stack;
  return (
    <div className={classes.row}>
      <EveImage src={type.iconUrl} size={28} />
      <div className={classes.what}>
        <span>
          {quantity === "1" ? null : `${formatWhole(quantity)}× `}
          <Name label={labelOf("Type", type)} />
        </span>
      </div>
      <Lost
        dropped={Number(lost?.dropped ?? 0)}
        destroyed={Number(lost?.destroyed ?? 0)}
        of={Number(quantity)}
      />
    </div>
  );
}
