import { useQuery } from "@apollo/client/react";
import { Loader } from "@mantine/core";
import type { ExplainedLineFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import { labelOf } from "../../shared/eve/names.ts";
import { formatIsk, formatWhole } from "../../shared/format/number.ts";
import { ErrorNotice } from "../../shared/ui/error-notice.tsx";
import { Name } from "../../shared/ui/name.tsx";
import classes from "./killmail-worth.module.css";
import { mergeLines } from "./merge-lines.ts";

graphql(`
  fragment ExplainedLine on ValueLine {
    type {
      id
      name
    }
    container {
      id
      name
    }
    flag
    quantityDestroyed
    quantityDropped
    unitPrice
    text
  }
`);

const EXPLANATION = graphql(`
  query ValueExplanation($id: ID!) {
    killmail(id: $id) {
      id
      value {
        explain {
          note
          lines {
            ...ExplainedLine
          }
        }
      }
    }
  }
`);

/** Every row of the mail with where its price comes from, dearest first. */
export function ValueExplanation({ killmailId }: { killmailId: string }) {
  const { data, error, refetch } = useQuery(EXPLANATION, {
    variables: { id: killmailId },
  });
  const explanation = data?.killmail?.value?.explain;
  if (error)
    return (
      <ErrorNotice
        error={error}
        onRetry={() => {
          refetch().catch(() => undefined);
        }}
      />
    );
  if (explanation === undefined) return <Loader size="sm" />;
  return (
    <div>
      <p className={classes.note}>{explanation.note}</p>
      <ul className={classes.lines}>
        {mergeLines(explanation.lines).map((merged, index) => (
          // Their order never changes.
          <ExplainedLine key={index} {...merged} />
        ))}
      </ul>
    </div>
  );
}

interface ExplainedLineProps {
  line: ExplainedLineFragment;
  count: bigint;
  totalPrice: string;
}

function ExplainedLine({ line, count, totalPrice }: ExplainedLineProps) {
  const { container } = line;
  return (
    <li className={classes.line}>
      <div className={classes.worth}>
        <span>
          {line.flag === null ? null : `${formatWhole(String(count))} x `}
          <Name label={labelOf("Type", line.type)} />
          {line.flag === null ? " (hull)" : ""}
          {container === null ? "" : ` in ${labelOf("Type", container).text}`}
        </span>
        <span>
          {formatIsk(totalPrice)}
          {count > 1n ? ` (${formatIsk(line.unitPrice)} each)` : ""}
        </span>
      </div>
      <div className={classes.why}>{line.text}</div>
    </li>
  );
}
