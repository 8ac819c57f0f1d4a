import { graphql } from "../../../graphql/generated/index.ts";

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
