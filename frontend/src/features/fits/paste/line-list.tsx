import type { ParseFitQuery } from "../../../graphql/generated/graphql.ts";
import { LineFate } from "./line-fate.tsx";
import classes from "./line-list.module.css";

type Line = ParseFitQuery["parseFit"]["lines"][number];

/** Every line of the paste that says something, and what became of it. */
export function LineList({ lines }: { lines: readonly Line[] }) {
  return (
    <ol className={classes.list}>
      {lines
        .filter(({ fate }) => fate !== "BLANK")
        .map((line, index) => (
          // Lines never change their order, and an XML may have several of one number.
          <li key={index} className={classes.line}>
            <span className={classes.number}>{line.number}</span>
            <div className={classes.what}>
              <span dir="auto">{line.text}</span>
              {line.remarks.map(({ code, message }) => (
                <span key={code} className={classes.remark}>
                  {message}
                </span>
              ))}
            </div>
            <LineFate line={line} />
          </li>
        ))}
    </ol>
  );
}
