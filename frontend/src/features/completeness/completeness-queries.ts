import { graphql } from "../../graphql/generated/index.ts";

export const COMPLETENESS_YEARS = graphql(`
  query CompletenessYears {
    completenessYears {
      year
      days
      have
      missing
    }
  }
`);

export const COMPLETENESS_DAYS = graphql(`
  query CompletenessDays($from: String!, $to: String!) {
    completeness(from: $from, to: $to) {
      ...CompletenessDayParts
    }
  }
`);

graphql(`
  fragment CompletenessDayParts on CompletenessDay {
    day
    zkillboard
    everef
    have
    missing
    rejected
    expired
    checkedAt
    message
  }
`);
